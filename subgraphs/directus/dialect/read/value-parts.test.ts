import { expect, test } from 'vitest';
import { partOf } from './value-parts.ts';

test.each([
  [
    '2024-12-30T23:59:58.999Z',
    { year: 2024, month: 12, week: 1, day: 30, weekday: 1, hour: 23, minute: 59, second: 58 },
  ],
  ['2021-01-03T00:00:00', { year: 2021, week: 53, weekday: 0, hour: 0, second: 0 }],
  ['2024-02-29', { year: 2024, month: 2, week: 9, day: 29, weekday: 4 }],
  ['23:30:15.5', { hour: 23, minute: 30, second: 15 }],
  ['0001-01-01T00:00:00Z', { year: 1, week: 1 }],
  [null, { year: null, second: null, count: null }],
  [['a', 'b'], { count: 2 }],
  [[], { count: 0 }],
  [{ a: 1 }, { count: null }],
  ['a text', { count: null }],
])('of %j', (value, parts) => {
  expect(Object.fromEntries(Object.keys(parts).map((part) => [part, partOf(part, value)]))).toEqual(parts);
});
