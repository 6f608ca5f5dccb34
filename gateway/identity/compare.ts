import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256: enough for secrets of 256 random bits, which nobody can guess from it. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in a time that says nothing of how much was right. */
export function isSameHash(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(secret), hash);
}

/** The same for two secrets, and in a time that says nothing of their lengths. */
export function isSame(left: string, right: string): boolean {
  return isSameHash(left, hashOf(right));
}
