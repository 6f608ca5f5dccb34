import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { hashOf, isSameHash, isSameSecret } from './compare.ts';
import { staffToken } from './staff-token.ts';

const compared = vi.fn<(left: number, right: number) => void>();
const { timingSafeEqual } = crypto;
Object.assign(crypto, {
  timingSafeEqual(left: Buffer, right: Buffer) {
    compared(left.byteLength, right.byteLength);
    return timingSafeEqual(left, right);
  },
});
syncBuiltinESMExports();
beforeEach(() => compared.mockClear());
afterAll(() => {
  Object.assign(crypto, { timingSafeEqual });
  syncBuiltinESMExports();
});

const SECRET = 'a-secret-of-the-tests';

/** However alike they are, and whatever their lengths. */
const PRESENTED = ['', 'a', SECRET, `${SECRET}x`, SECRET.slice(0, -1), SECRET.toUpperCase(), 'é'.repeat(10_000)];

test('secrets are compared in constant time: always by digests of one length, by timingSafeEqual', () => {
  for (const presented of PRESENTED) {
    expect([isSameSecret(presented, SECRET), isSameHash(presented, hashOf(SECRET))]).toEqual(
      Array(2).fill(presented === SECRET),
    );
  }
  expect(compared.mock.calls).toEqual(Array(2 * PRESENTED.length).fill([32, 32]));
});

test("the sandbox's token is compared so, to its end", async () => {
  const authenticate = staffToken(SECRET);
  for (const token of PRESENTED) await authenticate({ from: 'header', token });
  expect(compared.mock.calls).toEqual(Array(PRESENTED.length).fill([32, 32]));
});
