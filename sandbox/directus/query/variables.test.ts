import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { substitute } from './variables.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2024-03-31T12:00:00.000Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NULL', null],
  ['True', 'True'],
  ['$CURRENT_USER', null],
  ['$CURRENT_ROLE', null],
  ['text', 'text'],
  [5, 5],
  ['$NOW', '2024-03-31T12:00:00.000Z'],
  ['$NOW(-2 days)', '2024-03-29T12:00:00.000Z'],
  ['$NOW(+3 hours)', '2024-03-31T15:00:00.000Z'],
  ['$NOW(1 week)', '2024-04-07T12:00:00.000Z'],
  ['$NOW(-1 year)', '2023-03-31T12:00:00.000Z'],
  ['$NOW(-1 month)', '2024-02-29T12:00:00.000Z'],
  ['$NOW(garbage)', '2024-03-31T12:00:00.000Z'],
])('%s', (value, substituted) => {
  expect(substitute(value)).toEqual(substituted);
});
