import { type Column, type GetColumnData, type SQL, sql } from 'drizzle-orm';
import { errorCodeOf } from '../client/outages.ts';
import { array } from './arrays.ts';
import { type latestObservations, observations, type seriesSummaries } from './tables.ts';

/** The origin of a series' statistics: a materialized view, or its observations. */
type StatisticsOrigin = 'MATERIALIZED_VIEW' | 'LIVE';

/** Statistics of series: in a materialized view, and computed. */
export interface Statistics {
  readonly view: typeof latestObservations | typeof seriesSummaries;
  /** Whether the view's row of a series includes its newest available observation: (newest_at, newest_value). */
  readonly isFresh: SQL;
  /** Selects what the view would have of the series `requested (series_id)`, with `is_fresh`. */
  live(requested: SQL): SQL;
}

/** Selects columns of a view, under the alias `statistics`, from a table that drizzle does not know as that view. */
export function expressionsOf<Columns extends Record<string, Column>>(columns: Columns) {
  const expressions = Object.entries(columns).map(([name, column]) => [name, sql`${column}`.mapWith(column)]);
  return Object.fromEntries(expressions) as { [Name in keyof Columns]: SQL<GetColumnData<Columns[Name]>> };
}

/** Whether a row of `statistics` is fresh: see `Statistics`. */
export const isFresh = sql<boolean>`statistics.is_fresh`;

/** A series' statistics, or nulls if it has none. */
export interface CheckedRow {
  readonly seriesId: number;
  /** Whether the view's statistics include the series' newest available observation. */
  readonly isFresh: boolean;
  /** The time of the newest observation in the statistics; null for a series without an available one. */
  readonly observedAt: Date | string | null;
}

/**
 * Reads statistics by series id: from the view, and, for series whose row there is stale, from the observations in a
 * second statement. If the view is missing or was never filled, it reads all from the observations. It leaves out
 * series without statistics.
 * @param read reads the rows of `statistics`: one for each series in the view, or for each series with observations
 */
export async function viewElseLive<Row extends CheckedRow>(
  seriesIds: readonly number[],
  statistics: Statistics,
  read: (statistics: SQL) => Promise<Row[]>,
) {
  async function rowsOf(origin: StatisticsOrigin, ids: readonly number[]) {
    const requested = sql`unnest(${array('bigint', ids)}) as requested (series_id)`;
    const selected = origin === 'LIVE' ? statistics.live(requested) : viewOf(statistics, requested);
    const rows = await read(sql`(${selected}) as statistics`);
    return rows.map((row) => ({ ...row, origin }));
  }

  const viewed = await rowsOf('MATERIALIZED_VIEW', seriesIds).catch((error: unknown) => {
    if (NO_VIEW.has(errorCodeOf(error) ?? '')) return undefined;
    throw error;
  });
  const stale = viewed ? viewed.flatMap(({ isFresh, seriesId }) => (isFresh ? [] : [seriesId])) : seriesIds;
  const live = stale.length > 0 ? await rowsOf('LIVE', stale) : [];
  return new Map(
    [...(viewed ?? []), ...live].flatMap((row) => {
      const { isFresh, observedAt, seriesId } = row;
      return isFresh && observedAt !== null ? [[seriesId, { ...row, observedAt }] as const] : [];
    }),
  );
}

/** undefined_table, and object_not_in_prerequisite_state: the error for reading a view created WITH NO DATA. */
const NO_VIEW: ReadonlySet<string> = new Set(['42P01', '55000']);

/** Time and value of the newest observation are in one entry of an index. */
function viewOf({ view, isFresh }: Statistics, requested: SQL): SQL {
  return sql`
    select *, ${isFresh} as is_fresh
    from ${requested}
    left join ${view} using (series_id)
    left join lateral (
      select observed_at as newest_at, value as newest_value from ${observations}
      where series_id = requested.series_id and value is not null
      order by observed_at desc
      limit 1
    ) as newest on true`;
}
