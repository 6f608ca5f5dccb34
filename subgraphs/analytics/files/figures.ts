import type { Database } from '../client.ts';
import { numberOf } from '../dialect/columns.ts';
import type { ObservationQuery } from '../dialect/observation-steps.ts';
import type { findSized, size } from '../dialect/queries/described-series.ts';
import { type FigureColumns, findFigureColumns } from '../dialect/queries/observations.ts';
import { periodsBetween } from '../schema/panel-size.ts';
import { oneAhead, partsOf } from './parts.ts';
import type { Batch, Cell, Column } from './table.ts';

/** A series whose figures are rows of a file: each row begins with the series' key. */
export interface KeyedSeries {
  readonly seriesId: number;
  readonly key: readonly string[];
  /** Approximate number of rows: see `rowsOf`. */
  readonly rows: number;
}

export const figureColumns: readonly Column[] = [
  { name: 'time', type: 'moment', description: 'The moment of the figure; of a period, its first moment.' },
  { name: 'value', type: 'number', description: 'The figure; empty if it is not available, which is not zero.' },
];

type Size = Pick<Awaited<ReturnType<typeof findSized>>[number], keyof typeof size>;

/** Assumed number of rows of a series that is not in the view yet. */
const UNKNOWN = 100;
const MS_PER_DAY = 86_400_000;

/** Estimates the number of a series' figures in a range: its observations, times the range's share of its days. */
export function rowsOf({ count, firstAt, lastAt }: Size, { from, to, bucket }: ObservationQuery): number {
  if (count === null || !firstAt || !lastAt) return UNKNOWN;
  const first = Math.max(firstAt.getTime(), from ? Date.parse(from) : Number.NEGATIVE_INFINITY);
  const last = Math.min(lastAt.getTime(), to ? Date.parse(to) + MS_PER_DAY : Number.POSITIVE_INFINITY);
  if (last < first) return 0;
  const share = (last - first + MS_PER_DAY) / (lastAt.getTime() - firstAt.getTime() + MS_PER_DAY);
  const rows = Math.ceil(count * Math.min(share, 1));
  return bucket ? Math.min(rows, periodsBetween(bucket, new Date(first), new Date(last))) : rows;
}

/** Cost in values, per series, of gathering observations and of comparing figures. */
const GATHERED = 50;
const COMPARED = 50;

/** Returns the price of figures, in values: each row, and an addition per series if more is read than is returned. */
export function valuesOf(series: readonly KeyedSeries[], { bucket, transform }: ObservationQuery): number {
  const ofOne = (bucket ? GATHERED : 0) + (transform === 'LEVEL' ? 0 : COMPARED);
  return series.reduce((sum, { rows }) => sum + rows + ofOne, 0);
}

/**
 * Approximate number of rows in a batch: some milliseconds of work, between which other requests run. V8 collects lists of
 * more than 16,000 items with its old objects, which takes a third of a file's processor time.
 */
const BATCH_ROWS = 10_000;

/** Reads the figures of series, in order, ascending in time. A series is read in one statement, so it is consistent. */
export async function* figureBatches(
  database: Database,
  series: readonly KeyedSeries[],
  query: ObservationQuery,
): AsyncGenerator<Batch> {
  const parts = partsOf(series, BATCH_ROWS, ({ rows }) => rows);
  const ids = (part: readonly KeyedSeries[]) => part.map(({ seriesId }) => seriesId);
  const found = oneAhead(parts, async (part) => ({ part, of: await findFigureColumns(database, ids(part), query) }));
  for await (const { part, of } of found) {
    const figures = part.map(({ seriesId }) => of.get(seriesId) ?? NONE);
    const rows = figures.reduce((sum, { seconds }) => sum + seconds.length, 0);
    if (rows > 0) yield batchOf(part, figures, rows);
  }
}

const NONE: FigureColumns = { seconds: [], values: [] };

/** Builds a batch. Lists are created at full length: growing them costs as much as all other work. */
function batchOf(series: readonly KeyedSeries[], figures: readonly FigureColumns[], rows: number): Batch {
  const keys = (series[0]?.key ?? []).map(() => new Array<Cell>(rows));
  const times = new Array<Cell>(rows);
  const values = new Array<Cell>(rows);
  let row = 0;
  for (const [nth, { key }] of series.entries()) {
    const { seconds, values: own } = figures[nth] ?? NONE;
    for (const [column, cells] of keys.entries()) cells.fill(key[column] ?? null, row, row + seconds.length);
    for (let each = 0; each < seconds.length; each += 1, row += 1) {
      times[row] = (seconds[each] ?? Number.NaN) * 1_000;
      values[row] = numberOf(own[each]);
    }
  }
  return [...keys, times, values];
}
