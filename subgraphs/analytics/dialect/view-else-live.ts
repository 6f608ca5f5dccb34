import { type SQL, sql } from 'drizzle-orm';
import { errorCodeOf } from '../client/outages.ts';
import { observations } from './tables.ts';

/** Where statistics of a series come from: a materialized view, or its observations themselves. */
export type StatisticsOrigin = 'MATERIALIZED_VIEW' | 'LIVE';

/** A series' statistics, or nulls where it has none. */
export interface CheckedRow {
  readonly seriesId: number;
  /** Whether what the view says of it is of its newest available observation. */
  readonly isFresh: boolean;
  /** The time of the observation that they are of: null for a series without an available one. */
  readonly observedAt: Date | string | null;
}

/** A series' statistics, and where they come from. */
export type Statistics<Row extends CheckedRow> = Row & {
  readonly observedAt: NonNullable<Row['observedAt']>;
  readonly origin: StatisticsOrigin;
};

/**
 * Statistics by series id: from the view, in one statement, and in a second one live for those series of which the
 * view is stale; for all where there is no such view, or where it has never been filled. Series without any are left out.
 * @param read answers a row for each series from a view, and one for each that has observations from those
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

/** undefined_table, and object_not_in_prerequisite_state: what reading a view says that was created WITH NO DATA. */
const NO_VIEW: ReadonlySet<string> = new Set(['42P01', '55000']);

/** The time and value of the newest available observation of a series `asked`: read from one entry of the index that has both. */
export const newestOfAsked: SQL = sql`(
  select observed_at, value from ${observations}
  where series_id = asked.series_id and value is not null
  order by observed_at desc
  limit 1
)`;
