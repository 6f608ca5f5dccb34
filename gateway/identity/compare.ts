import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256: enough for secrets of 256 random bits, which nobody can guess from it. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in a time that says nothing of how much was right, nor of the lengths. */
export function isSame(left: string, right: string): boolean {
  return timingSafeEqual(hashOf(left), hashOf(right));
}
