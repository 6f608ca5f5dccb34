import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTurns } from './token-bucket.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = { count: 100, windowMs: 60_000 };
const in10Seconds = () => performance.now() + 10_000;

/** The turns that have come, by name, while time goes by. */
function observe(turns: readonly (readonly [string, Promise<void> | undefined])[]): string[] {
  const come: string[] = [];
  for (const [name, turn] of turns) turn?.then(() => come.push(name));
  return come;
}

it('lets as many pass at once as the limit, and then one each time that the bucket has one more', async () => {
  const turns = createTurns([MINUTE]);
  await turns.take(100, in10Seconds());
  const come = observe([
    ['first', turns.take(1, in10Seconds())],
    ['of three', turns.take(3, in10Seconds())],
    ['last', turns.take(1, in10Seconds())],
  ]);
  await vi.advanceTimersByTimeAsync(599);
  expect(come).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(come).toEqual(['first']);
  await vi.advanceTimersByTimeAsync(1_800);
  expect(come).toEqual(['first', 'of three']);
  await vi.advanceTimersByTimeAsync(600);
  expect(come).toEqual(['first', 'of three', 'last']);
});

it('refuses at once whose turn would come past the deadline, says when it would, and takes nothing', async () => {
  const turns = createTurns([MINUTE]);
  await turns.take(100, in10Seconds());
  expect(() => turns.take(20, in10Seconds())).toThrow(
    expect.objectContaining({
      message:
        'Twenty takes no more requests for now, and the turn of this one would come too late: try again in 12 s.',
      extensions: { code: 'UPSTREAM_RATE_LIMITED', upstream: 'twenty', retryAfterSeconds: 12 },
    }),
  );
  const come = observe([['next', turns.take(1, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(600);
  expect(come).toEqual(['next']);
});

it('keeps to every limit', async () => {
  const turns = createTurns([
    { count: 6_000, windowMs: 60_000 },
    { count: 100, windowMs: 1_000 },
  ]);
  await turns.take(100, in10Seconds());
  const come = observe([['next', turns.take(50, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(499);
  expect(come).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(come).toEqual(['next']);
});

it('gives back the turn of who has left', async () => {
  const turns = createTurns([MINUTE]);
  await turns.take(100, in10Seconds());
  const leaving = new AbortController();
  const left = turns.take(10, in10Seconds(), leaving.signal);
  leaving.abort();
  await left;
  const come = observe([['next', turns.take(1, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(600);
  expect(come).toEqual(['next']);
});

it('waits for the bucket to fill once Twenty has refused in spite of it', async () => {
  const turns = createTurns([MINUTE]);
  turns.refused();
  const come = observe([['next', turns.take(1, in10Seconds())]]);
  await vi.advanceTimersByTimeAsync(599);
  expect(come).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(come).toEqual(['next']);
});

it('without a limit lets everyone pass', async () => {
  const turns = createTurns([{ count: Number.POSITIVE_INFINITY, windowMs: 60_000 }]);
  turns.refused();
  await turns.take(1_000_000, performance.now());
});
