import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTokenBuckets } from './token-bucket.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = { count: 100, windowMs: 60_000 };
const in10Seconds = () => performance.now() + 10_000;

/** The buckets that have ended, by name, while time goes by. */
function observe(buckets: readonly (readonly [string, Promise<void> | undefined])[]): string[] {
  const ended: string[] = [];
  for (const [name, wait] of buckets) wait?.then(() => ended.push(name));
  return ended;
}

it('lets requests pass up to the limit, and then one for each new token', async () => {
  const buckets = createTokenBuckets([MINUTE]);
  await buckets.take(100, in10Seconds());
  const ended = observe([
    ['first', buckets.take(1, in10Seconds())],
    ['of three', buckets.take(3, in10Seconds())],
    ['last', buckets.take(1, in10Seconds())],
  ]);
  await vi.advanceTimersByTimeAsync(599);
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['first']);
  await vi.advanceTimersByTimeAsync(1_800);
  expect(ended).toEqual(['first', 'of three']);
  await vi.advanceTimersByTimeAsync(600);
  expect(ended).toEqual(['first', 'of three', 'last']);
});

it('refuses at once a request whose wait would end past the deadline, says when to retry, and takes nothing', async () => {
  const buckets = createTokenBuckets([MINUTE]);
  await buckets.take(100, in10Seconds());
  expect(() => buckets.take(20, in10Seconds())).toThrow(
    expect.objectContaining({
      message: 'The rate limit of Twenty is reached, and this request would wait too long: try again in 12 s.',
      extensions: { code: 'UPSTREAM_RATE_LIMITED', upstream: 'twenty', retryAfterSeconds: 12 },
    }),
  );
  const ended = observe([['next', buckets.take(1, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(600);
  expect(ended).toEqual(['next']);
});

it('keeps every limit', async () => {
  const buckets = createTokenBuckets([
    { count: 6_000, windowMs: 60_000 },
    { count: 100, windowMs: 1_000 },
  ]);
  await buckets.take(100, in10Seconds());
  const ended = observe([['next', buckets.take(50, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(499);
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['next']);
});

it('gives the tokens of an aborted wait back', async () => {
  const buckets = createTokenBuckets([MINUTE]);
  await buckets.take(100, in10Seconds());
  const leaving = new AbortController();
  const left = buckets.take(10, in10Seconds(), leaving.signal);
  leaving.abort();
  await left;
  const ended = observe([['next', buckets.take(1, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(600);
  expect(ended).toEqual(['next']);
});

it('waits until the bucket fills after Twenty itself has refused', async () => {
  const buckets = createTokenBuckets([MINUTE]);
  buckets.refused();
  const ended = observe([['next', buckets.take(1, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(599);
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['next']);
});

it('without a limit no request waits', async () => {
  const buckets = createTokenBuckets([{ count: Number.POSITIVE_INFINITY, windowMs: 60_000 }]);
  await buckets.take(1_000_000, performance.now());
});

it.each([6_000_000, Number.POSITIVE_INFINITY])(
  'waits after a refusal where its own limit is higher: %d',
  async (count) => {
    const buckets = createTokenBuckets([{ count, windowMs: 60_000 }]);
    buckets.refused();
    const ended = observe([['next', buckets.take(1, in10Seconds())]]);
    await vi.advanceTimersByTimeAsync(599);
    expect(ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toEqual(['next']);
  },
);
