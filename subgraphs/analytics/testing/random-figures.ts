/** Random figures of series, a population, and random arguments of their fields. */
import fc from 'fast-check';
import type { PlainArgs, PlainRow } from './plain-figures.ts';

const HOUR = 3_600_000;

/** Tenths, with ties, zeros and negative values; null is a missing one. */
const value = fc.option(
  fc.integer({ min: -20, max: 60 }).map((tenths) => tenths / 10),
  { freq: 5 },
);
/** Every so many hours, with some left out. */
const every = (hours: number, count: number) =>
  fc
    .record({
      start: fc.integer({ min: 0, max: 366 * 24 }),
      minute: fc.integer({ min: 0, max: 59 }),
      values: fc.array(fc.option(fc.record({ value }), { freq: 4 }), { minLength: count, maxLength: count }),
    })
    .map(({ start, minute, values }): PlainRow[] => {
      const first = Date.UTC(2013, 0, 1) + start * HOUR + minute * 60_000;
      return values.flatMap((row, index) => (row ? [{ at: first + index * hours * HOUR, value: row.value }] : []));
    });
/** The first of each month, UTC, so that there is a year before to the day. */
const monthly = fc
  .array(fc.option(fc.record({ value }), { freq: 5 }), { minLength: 40, maxLength: 40 })
  .map((values): PlainRow[] =>
    values.flatMap((row, index) => (row ? [{ at: Date.UTC(2012, index, 1), value: row.value }] : [])),
  );
/** 28 and 29 February, and the hours around some midnights at which clocks were set, or a day was skipped. */
const days = (times: string[]) =>
  fc
    .tuple(...times.map(() => value))
    .map((values): PlainRow[] => times.map((time, index) => ({ at: Date.parse(time), value: values[index] ?? null })));
const hoursFrom = (start: string) => Array.from({ length: 80 }, (_, hour) => iso(Date.parse(start) + hour * HOUR));
const corners = [
  days(['2015-02-28T00:00Z', '2015-03-01T00:00Z', '2016-02-28T00:00Z', '2016-02-29T00:00Z', '2017-02-28T00:00Z']),
  days(hoursFrom('2014-11-01T00:00Z')),
  days(hoursFrom('2015-03-07T00:00Z')),
  days(hoursFrom('2014-10-18T00:00Z')),
  days(hoursFrom('2015-02-20T00:00Z')),
  days(hoursFrom('2011-12-29T00:00Z')),
];
const arbitraries = [
  ...corners,
  every(24, 120),
  every(7, 200),
  every(24 * 7, 120),
  monthly,
  monthly,
  every(24 * 91, 20),
];
/** The population at 23:30 of some days, in thousands: a census, its correction to nothing, and figures further on. */
export const population: readonly PlainRow[] = (
  [
    ['2002-06-15', 4_100],
    ['2012-02-29', 5_000.5],
    ['2012-11-01', null],
    ['2014-01-01', 5_200],
    ['2015-03-08', 0],
    ['2015-07-01', 5_321.7],
  ] as const
).map(([date, thousands]) => ({ at: Date.parse(`${date}T23:30Z`), value: thousands }));
export const persons = population.map(({ at, value: thousands }) => ({
  at,
  value: thousands === null ? null : thousands * 1_000,
}));
export const series = [...arbitraries.map((rows, index) => fc.sample(rows, { seed: index, numRuns: 1 })[0] ?? []), []];
export const codes = series.map((_, index) => `OWN:S${index}`);

/** Clocks are set at 2:00; at midnight, back and forth (a midnight twice, none at all); by half an hour; never; a day was skipped. */
const timeZone = fc.constantFrom(
  ...['UTC', 'America/New_York', 'America/Havana', 'America/Sao_Paulo', 'Australia/Lord_Howe'],
  ...['Asia/Kolkata', 'Pacific/Apia', 'Europe/London'],
);
const day = fc.integer({ min: 0, max: 6 * 365 }).map((offset) => iso(Date.UTC(2011, 6, 1 + offset)).slice(0, 10));
export const args: fc.Arbitrary<PlainArgs> = fc
  .record({
    range: fc.oneof(fc.constant([]), fc.array(day, { minLength: 2, maxLength: 2 })),
    open: fc.boolean(),
    bucket: fc.constantFrom(undefined, 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'),
    aggregate: fc.constantFrom('LAST', 'FIRST', 'MEAN', 'MIN', 'MAX', 'SUM', 'COUNT'),
    transform: fc.constantFrom(
      'LEVEL',
      'LOG',
      'CHANGE',
      'PERCENT_CHANGE',
      'ANNUALISED',
      'YEAR_ON_YEAR',
      'INDEX',
      'PER_CAPITA',
    ),
    base: day,
    fill: fc.constantFrom('NONE', 'PREVIOUS', 'LINEAR'),
    timeZone,
    limit: fc.constantFrom(1, 5, 50, 1_000),
  })
  .map(({ range, open, base, ...rest }) => {
    const [from, to] = range.toSorted();
    return {
      ...rest,
      from,
      to: open ? undefined : to,
      aggregate: rest.bucket ? rest.aggregate : 'LAST',
      base: rest.transform === 'INDEX' ? base : undefined,
    };
  });

export function iso(at: number): string {
  return new Date(at).toISOString();
}
