import type { InputShapeFromFields } from '@pothos/core';
import { createMemo } from '../../common/memo.ts';
import type { ObservationQuery } from '../dialect/observation-steps.ts';
import { badInput, bounds, checkRange } from './bounds.ts';
import { builder } from './builder.ts';

export const TimeBucket = builder.enumType('TimeBucket', {
  description: 'A period of the calendar, in a time zone.',
  values: {
    DAY: { description: 'From midnight to midnight: 23 or 25 hours on days when clocks change.' },
    WEEK: { description: 'From Monday to Sunday.' },
    MONTH: { description: 'A month.' },
    QUARTER: { description: 'Three months, the first from January.' },
    YEAR: { description: 'From January to December.' },
  },
});

const Aggregate = builder.enumType('Aggregate', {
  description: 'How one figure is computed of the available observations of a period.',
  values: {
    LAST: { description: 'The newest.' },
    FIRST: { description: 'The oldest.' },
    MEAN: { description: 'The arithmetic mean.' },
    MIN: { description: 'The lowest.' },
    MAX: { description: 'The highest.' },
    SUM: { description: 'The sum; null if none is available.' },
    COUNT: { description: 'The number of available observations, 0 or more.' },
  },
});

const Transform = builder.enumType('Transform', {
  description: 'How the values are transformed. A value without one to compare with is null, and so is a ratio to 0.',
  values: {
    LEVEL: { description: 'The values themselves, in the units of the series.' },
    LOG: { description: 'The natural logarithm; null for a value that is not above 0.' },
    CHANGE: { description: 'The change from the previous available value, in the units of the series.' },
    PERCENT_CHANGE: { description: 'The change from the previous available value, in percent of that value.' },
    ANNUALISED: {
      description:
        'The change from the previous available value, in percent per year, compounded over the time between the two. Null where one of the two is not above 0.',
    },
    YEAR_ON_YEAR: {
      description:
        'The change from the value of exactly one year before (of weeks: 52 weeks before), in percent of that value.',
    },
    INDEX: {
      description:
        'The value relative to the value at `base`, which is 100: the newest available one on or before that day.',
    },
    PER_CAPITA: {
      description:
        'The value per person, in the units of the series per person: divided by the population of its region, the newest available figure of the indicator POPULATION on that day (of a bucket: its first day) or in the ten years before. Null if there is none; BAD_USER_INPUT if no such series is about the region.',
    },
  },
});

const Fill = builder.enumType('Fill', {
  description:
    'What replaces missing values. With buckets, PREVIOUS and LINEAR also add the buckets without an observation between the first and the last.',
  values: {
    NONE: { description: 'Nothing: they are null. A bucket without an observation, available or not, is left out.' },
    PREVIOUS: { description: 'The previous available value; null if there is none.' },
    LINEAR: {
      description: 'A straight line in time between the previous and the next available value; null at the ends.',
    },
  },
});

const DEFAULT_LIMIT = 1_000;

/** The arguments of all fields that return figures of a series. */
export const observationArgs = builder.args((t) => ({
  from: t.field({
    type: 'Date',
    description: 'The first day; with buckets, the bucket that contains it. From the beginning if absent.',
  }),
  to: t.field({
    type: 'Date',
    description: 'The last day, included; with buckets, the bucket that contains it. To the end if absent.',
  }),
  bucket: t.field({
    type: TimeBucket,
    description: 'Group the observations by period: one figure for each. Not grouped if absent.',
  }),
  aggregate: t.field({
    type: Aggregate,
    defaultValue: 'LAST',
    description: 'How the observations of a bucket are aggregated; all but LAST need `bucket`.',
  }),
  transform: t.field({
    type: Transform,
    defaultValue: 'LEVEL',
    description:
      'How to transform the values, after buckets and fill, before the range is cut: the first of a range is compared with the one before it.',
  }),
  base: t.field({
    type: 'Date',
    description: 'The day whose value is 100; required for transform INDEX, and only allowed there.',
  }),
  fill: t.field({ type: Fill, defaultValue: 'NONE', description: 'How missing values are filled.' }),
  timeZone: t.string({
    defaultValue: 'UTC',
    description: 'Where days and buckets begin and end: a name of the IANA database, "America/New_York".',
  }),
  limit: t.int({
    defaultValue: DEFAULT_LIMIT,
    description:
      'The maximum number of observations; the most recent are returned: 1 to 10,000. Over all series of a request, at most 1,000,000; a figure counts 4 more if gaps are filled, and 4 more if the transform compares it with another.',
  }),
}));

/** The coerced arguments. */
export type ObservationArgs = InputShapeFromFields<typeof observationArgs>;

/**
 * Reads the arguments.
 * @throws BAD_USER_INPUT for an exceeded bound, an unknown time zone, or arguments that conflict
 */
export function readObservationArgs(args: ObservationArgs): ObservationQuery {
  const { from, to, bucket, base } = args;
  const [aggregate, transform, fill] = [args.aggregate ?? 'LAST', args.transform ?? 'LEVEL', args.fill ?? 'NONE'];
  const limit = checkRange('limit', args.limit ?? DEFAULT_LIMIT, 1, bounds.observations);
  if (from && to && from > to) throw badInput('from: must not be after to.');
  if (!bucket && aggregate !== 'LAST') throw badInput('aggregate: needs bucket, such as MONTH.');
  if (transform === 'INDEX' && !base) throw badInput('transform: INDEX needs base, the day whose value is 100.');
  if (transform !== 'INDEX' && base) throw badInput('base: only allowed with transform INDEX.');
  return {
    from: day(from),
    to: day(to),
    bucket: bucket ?? undefined,
    aggregate,
    fill,
    transform,
    base: day(base),
    timeZone: readTimeZone(args.timeZone ?? 'UTC'),
    limit,
  };
}

function day(date: Date | null | undefined): string | undefined {
  return date?.toISOString().slice(0, 10);
}

/** Valid time zones, in lower case: a check takes longer than a short statement. */
const zones = createMemo<true>();

/** Reads the name of a time zone. Offsets are refused: PostgreSQL and JavaScript read +05:00 with opposite signs. */
function readTimeZone(name: string): string {
  const key = name.toLowerCase();
  if (key === 'utc' || zones.get(key)) return name;
  try {
    if (/^[a-z]+\/[\w+/-]+$/.test(key) && new Intl.DateTimeFormat('en', { timeZone: name })) {
      zones.set(key, true, 0);
      return name;
    }
  } catch {
    // Unknown time zone: reported below.
  }
  throw badInput(`timeZone: not a time zone of the IANA database: "${name}". Give a name such as "America/New_York".`);
}

/** Returns the units of figures after the steps of a query. */
export function unitsAfter(units: string, { aggregate, transform, base }: ObservationQuery): string {
  const gathered = aggregate === 'COUNT' ? 'Observations' : units;
  if (transform === 'LEVEL' || transform === 'CHANGE') return gathered;
  if (transform === 'LOG') return `Logarithm of ${gathered}`;
  if (transform === 'PER_CAPITA') return `${gathered} per person`;
  if (transform === 'INDEX') return `Index, ${base} = 100`;
  return transform === 'ANNUALISED' ? 'Percent a year' : 'Percent';
}
