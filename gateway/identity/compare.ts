import { createHash, timingSafeEqual } from 'node:crypto';

/** Returns the SHA-256 of a secret: enough for secrets of 256 random bits. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in a time that does not depend on the secret. */
export function isSameHash(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(secret), hash);
}

/** Compares two secrets in a time that does not depend on them or their lengths. */
export function isSameSecret(left: string, right: string): boolean {
  return isSameHash(left, hashOf(right));
}
