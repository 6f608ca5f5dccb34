import { type SQL, sql } from 'drizzle-orm';
import { errorCodeOf } from '../client/outages.ts';
import { observations } from './tables.ts';

/** The origin of a series' statistics: a materialized view, or its observations. */
export type StatisticsOrigin = 'MATERIALIZED_VIEW' | 'LIVE';

/** A series' statistics, or nulls if it has none. */
export interface CheckedRow {
  readonly seriesId: number;
  /** Whether the view's statistics include the series' newest available observation. */
  readonly isFresh: boolean;
  /** The time of the newest observation in the statistics; null for a series without an available one. */
  readonly observedAt: Date | string | null;
}

/** A series' statistics and their origin. */
export type Statistics<Row extends CheckedRow> = Row & {
  readonly observedAt: NonNullable<Row['observedAt']>;
  readonly origin: StatisticsOrigin;
};

/**
 * Reads statistics by series id: from the view, and, for series whose row there is stale, from the observations in a
 * second statement. If the view is missing or was never filled, it reads all from the observations. It leaves out
 * series without statistics.
 * @param read returns a row for each series from a view, or, if LIVE, for each series with observations
 */
export async function viewElseLive<Row extends CheckedRow>(
  seriesIds: readonly number[],
  read: (origin: StatisticsOrigin, seriesIds: readonly number[]) => Promise<Row[]>,
): Promise<ReadonlyMap<number, Statistics<Row>>> {
  const viewed = await read('MATERIALIZED_VIEW', seriesIds).catch((error: unknown) => {
    if (NO_VIEW.has(errorCodeOf(error) ?? '')) return undefined;
    throw error;
  });
  const stale = viewed ? viewed.flatMap(({ isFresh, seriesId }) => (isFresh ? [] : [seriesId])) : seriesIds;
  const live = stale.length > 0 ? await read('LIVE', stale) : [];
  const found = new Map<number, Statistics<Row>>();
  const add = (rows: readonly Row[], origin: StatisticsOrigin) => {
    for (const row of rows) {
      if (isOfOne(row)) found.set(row.seriesId, Object.assign(row, { origin }));
    }
  };
  add(viewed ?? [], 'MATERIALIZED_VIEW');
  add(live, 'LIVE');
  return found;
}

function isOfOne<Row extends CheckedRow>(row: Row): row is Row & Pick<Statistics<Row>, 'observedAt'> {
  return row.isFresh && row.observedAt !== null;
}

/** undefined_table, and object_not_in_prerequisite_state: the error for reading a view created WITH NO DATA. */
const NO_VIEW: ReadonlySet<string> = new Set(['42P01', '55000']);

/** Time and value of the newest available observation of a series `requested`. One entry of an index has both. */
export const newestOfAsked: SQL = sql`(
  select observed_at, value from ${observations}
  where series_id = requested.series_id and value is not null
  order by observed_at desc
  limit 1
)`;
