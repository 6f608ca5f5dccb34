import type { Aggregate, TimeBucket, Transform } from '@chronos-graph/views';

/** How the figures of a series are shown: what its page's address says. */
export interface Figures {
  readonly transform: Transform;
  readonly bucket: TimeBucket | null;
  readonly aggregate: Aggregate;
  readonly from: string | null;
  readonly to: string | null;
  readonly base: string | null;
  /** The code of the series that it is compared with. */
  readonly with: string | null;
}

export const TRANSFORMS: readonly (readonly [Transform, string])[] = [
  ['LEVEL', 'Level'],
  ['CHANGE', 'Change'],
  ['PERCENT_CHANGE', 'Percent change'],
  ['YEAR_ON_YEAR', 'Percent change over the year'],
  ['INDEX', 'Index, first day of the range = 100'],
];

export const BUCKETS: readonly (readonly [TimeBucket | '', string])[] = [
  ['', 'As observed'],
  ['QUARTER', 'Quarterly average'],
  ['YEAR', 'Yearly average'],
];

/** Where indices begin if no range says so: the month in which the recession began. */
const USUAL_BASE = '2007-12-01';

/** Reads `?transform=&bucket=&from=&to=&with=`; what is not among the choices is as if it was not there. */
export function readFigures(query: Readonly<Record<string, string | string[] | undefined>>): Figures {
  const transform = TRANSFORMS.find(([value]) => value === query.transform)?.[0] ?? 'LEVEL';
  const bucket = BUCKETS.find(([value]) => value === query.bucket)?.[0] || null;
  const from = dayIn(query.from);
  return {
    transform,
    bucket,
    aggregate: bucket ? 'MEAN' : 'LAST',
    from,
    to: dayIn(query.to),
    base: transform === 'INDEX' ? (from ?? USUAL_BASE) : null,
    with: typeof query.with === 'string' && query.with.trim() ? query.with.trim() : null,
  };
}

/** The same as a query string, without what is as usual: "?transform=CHANGE", or "". */
export function figuresQuery({ transform, bucket, from, to, with: other }: Figures): string {
  const query = new URLSearchParams({
    ...(transform !== 'LEVEL' && { transform }),
    ...(bucket && { bucket }),
    ...(from && { from }),
    ...(to && { to }),
    ...(other && { with: other }),
  });
  return query.size > 0 ? `?${query}` : '';
}

/** Says in one sentence why a range has no days. @returns undefined where it has some */
export function rangeProblem({ from, to }: Pick<Figures, 'from' | 'to'>): string | undefined {
  if (from === null || to === null || from <= to) return undefined;
  return `The range begins on ${from}, after its end on ${to}.`;
}

/** What the figures count, once they are transformed. */
export function unitsOf(units: string, transform: Transform, base: string | null): string {
  if (transform === 'LEVEL' || transform === 'CHANGE') return units;
  return transform === 'INDEX' ? `Index, ${base} = 100` : 'Percent';
}

function dayIn(text: string | string[] | undefined): string | null {
  if (typeof text !== 'string' || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  return Number.isNaN(Date.parse(text)) ? null : text;
}
