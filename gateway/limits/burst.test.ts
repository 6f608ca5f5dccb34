import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBursts } from './burst.ts';

const BUCKET = { capacity: 300, perSecond: 10 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('all may be used at once, and comes back steadily', () => {
  const bursts = createBursts('burst');
  const facts = { name: 'burst', limit: 300, windowSeconds: 30 };
  expect(bursts.take('one', 250, BUCKET)).toEqual({ ...facts, remaining: 50, resetSeconds: 25, exceeded: false });
  expect(bursts.take('one', 250, BUCKET)).toEqual({ ...facts, remaining: 50, resetSeconds: 20, exceeded: true });
  expect(bursts.take('other', 300, BUCKET)).toEqual({ ...facts, remaining: 0, resetSeconds: 30, exceeded: false });
  vi.advanceTimersByTime(20_000);
  expect(bursts.take('one', 250, BUCKET)).toEqual({ ...facts, remaining: 0, resetSeconds: 30, exceeded: false });
  vi.advanceTimersByTime(1_000);
  expect(bursts.take('one', 10, BUCKET)).toMatchObject({ exceeded: false, remaining: 0 });
  expect(bursts.take('one', 10, BUCKET)).toMatchObject({ exceeded: true, resetSeconds: 1 });
});

test('what is refused takes nothing, and nothing adds up past the capacity', () => {
  const bursts = createBursts('burst');
  expect(bursts.take('one', 301, BUCKET)).toMatchObject({ exceeded: true, remaining: 300 });
  vi.advanceTimersByTime(3_600_000);
  expect(bursts.take('one', 300, BUCKET)).toMatchObject({ exceeded: false, remaining: 0 });
  expect(bursts.take('one', 1, BUCKET)).toMatchObject({ exceeded: true });
});
