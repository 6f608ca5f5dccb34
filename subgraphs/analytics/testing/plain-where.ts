/** Random conditions on regions and series, and plain code that says which rows pass them. */
import fc from 'fast-check';
import type {
  IndicatorCondition,
  LatestCondition,
  NumberCondition,
  RegionWhere,
  SeriesWhere,
} from '../dialect/where.ts';

interface Changes {
  readonly change: number | null;
  readonly changePercent: number | null;
  readonly changeOnYear: number | null;
  readonly changeOnYearPercent: number | null;
}

export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly indicators: ReadonlyMap<string, IndicatorRow>;
}

export interface IndicatorRow extends Changes {
  readonly value: number | null;
  readonly rank: number | null;
  readonly percentile: number | null;
}

export interface SeriesRow extends Changes {
  readonly code: string;
  readonly value: number | null;
  readonly updatedAt: Date;
}

const OPERATORS = ['eq', 'gt', 'gte', 'lt', 'lte'] as const;

function passes(value: number | null | undefined, condition: NumberCondition | null | undefined): boolean {
  const compare = { eq: (a: number, b: number) => a === b, gt: (a: number, b: number) => a > b };
  return OPERATORS.every((name) => {
    const bound = condition?.[name];
    if (bound == null) return true;
    if (value == null) return false;
    if (name === 'eq') return compare.eq(value, bound);
    if (name === 'gt') return compare.gt(value, bound);
    if (name === 'gte') return !compare.gt(bound, value);
    return name === 'lt' ? compare.gt(bound, value) : !compare.gt(value, bound);
  });
}

function passesChanges(row: Changes, condition: LatestCondition): boolean {
  return (['change', 'changePercent', 'changeOnYear', 'changeOnYearPercent'] as const).every((name) =>
    passes(row[name], condition[name]),
  );
}

function composed<Where extends RegionWhere | SeriesWhere>(
  where: Where,
  own: boolean,
  holds: (inner: Where) => boolean,
): boolean {
  const { and, or, not } = where as { and?: Where[]; or?: Where[]; not?: Where };
  return own && (and ?? []).every(holds) && (or ? or.some(holds) : true) && !(not && holds(not));
}

export function regionHolds(region: RegionRow, where: RegionWhere): boolean {
  const { indicator } = where;
  const row = indicator && region.indicators.get(indicator.code);
  const own =
    !indicator ||
    (row !== null &&
      row !== undefined &&
      passes(row.value, indicator) &&
      passes(row.rank, indicator.rank) &&
      passes(row.percentile, indicator.percentile) &&
      passesChanges(row, indicator));
  return composed(where, own, (inner) => regionHolds(region, inner));
}

export function seriesHolds(row: SeriesRow, where: SeriesWhere): boolean {
  const { latest, updatedAfter } = where;
  const isLater = updatedAfter == null || row.updatedAt > new Date(updatedAfter);
  const own = isLater && passes(row.value, latest) && passesChanges(row, where);
  return composed(where, own, (inner) => seriesHolds(row, inner));
}

/** Mostly figures that occur, so that what is equal to a bound is found or left out. */
const numbers = fc.oneof(
  fc.constantFrom(0, 5, 6.5, 8.7, 10, 12.4, 50, 100, 143_093),
  fc.integer({ min: -5, max: 40 }),
  fc.constantFrom(-0, -1e300, 1e300),
);
const condition: fc.Arbitrary<NumberCondition> = fc.record(
  { eq: numbers, gt: numbers, gte: numbers, lt: numbers, lte: numbers },
  { requiredKeys: [] },
);
/** Conditions with one comparison or none are what people ask; those with several mostly find nothing. */
const usual = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...OPERATORS), numbers).map(([name, bound]) => ({ [name]: bound })),
  },
  { weight: 1, arbitrary: condition },
);
const changes = { change: usual, changePercent: usual, changeOnYear: usual, changeOnYearPercent: usual };
export const code = fc.oneof(
  { weight: 4, arbitrary: fc.constant('UNEMPLOYMENT_RATE') },
  { weight: 1, arbitrary: fc.constantFrom('EMPLOYMENT', 'UNEMPLOYMENT_LEVEL', 'NONE') },
);
const indicator: fc.Arbitrary<IndicatorCondition> = fc
  .tuple(
    usual,
    fc.record({ code, rank: usual, percentile: usual, ...changes }, { requiredKeys: ['code'] }),
    fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 6),
  )
  // A region's indicator has no change in the data of the tests: with one of those conditions, none is found.
  .map(([own, { code, ...rare }, most]) => ({
    code,
    ...own,
    ...Object.fromEntries(Object.entries(rare).slice(0, most)),
  }));

function composedOf<Where>(own: fc.Arbitrary<Where>): fc.Arbitrary<Where> {
  return fc.letrec<{ where: Where }>((tie) => ({
    where: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      own,
      fc.array(tie('where'), { maxLength: 3 }).map((and) => ({ and }) as Where),
      fc.array(tie('where'), { maxLength: 3 }).map((or) => ({ or }) as Where),
      tie('where').map((not) => ({ not }) as Where),
    ),
  })).where;
}

export const regionWhere = composedOf<RegionWhere>(fc.record({ indicator }));
const moments = fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
export const seriesWhere = composedOf<SeriesWhere>(
  fc
    .tuple(fc.record({ latest: usual, ...changes, updatedAfter: moments }, { requiredKeys: [] }), fc.nat(5))
    .map(([all, left]) => Object.fromEntries(Object.entries(all).slice(left))),
);
