import { hash, timingSafeEqual } from 'node:crypto';

/** Returns the SHA-256 of a secret: enough for secrets of 256 random bits. */
export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Compares in a time that does not depend on the secret. */
export const isSameHash = (secret: string, other: Buffer): boolean => timingSafeEqual(hashOf(secret), other);

/** Compares two secrets in a time that does not depend on them or their lengths. */
export function isSameSecret(left: string, right: string): boolean {
  return isSameHash(left, hashOf(right));
}
