import { expect, test } from 'vitest';
import { datePart } from './date-parts.ts';

// https://en.wikipedia.org/wiki/ISO_week_date
test.each([
  ['2005-01-01', 53],
  ['2005-01-02', 53],
  ['2007-01-01', 1],
  ['2008-12-28', 52],
  ['2008-12-29', 1],
  ['2010-01-03', 53],
  ['2010-01-04', 1],
])('%s is in week %s', (day, week) => {
  expect(datePart('week', day)).toBe(week);
});

test.each([
  ['year', 2024],
  ['month', 2],
  ['day', 29],
  ['weekday', 4],
  ['hour', 23],
  ['minute', 59],
  ['second', 30.5],
])('the %s of a moment', (part, value) => {
  expect(datePart(part, '2024-02-29T23:59:30.500Z')).toBe(value);
});

test('of null, null', () => {
  expect(datePart('year', null)).toBeNull();
});
