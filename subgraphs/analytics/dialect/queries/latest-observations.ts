import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { type Columns, columnsOf, type JsonNumber, jsonMoment, momentOf, numberOf } from '../columns.ts';
import { latestStatistics } from '../latest-statistics.ts';
import type { latestObservations } from '../tables.ts';
import { type StatisticsOrigin, viewElseLive } from '../view-else-live.ts';

/** The newest observation of each series and its changes, by series id. Series without any are left out. */
export function findLatest(database: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, async (origin, ids) =>
    (await findColumns(database, origin, ids)).flatMap((columns) =>
      columns.seriesId.map((seriesId, row) => {
        const observedAt = columns.observedAt[row] ?? null;
        return {
          seriesId,
          isFresh: columns.isFresh[row] ?? false,
          observedAt: observedAt === null ? null : momentOf(observedAt),
          value: numberOf(columns.value[row]),
          status: columns.status[row] ?? null,
          change: numberOf(columns.change[row]),
          changePercent: numberOf(columns.changePercent[row]),
          changeOnYear: numberOf(columns.changeOnYear[row]),
          changeOnYearPercent: numberOf(columns.changeOnYearPercent[row]),
        };
      }),
    ),
  );
}

interface Latest {
  readonly seriesId: number;
  readonly isFresh: boolean;
  readonly observedAt: string | null;
  readonly value: JsonNumber;
  readonly status: (typeof latestObservations.$inferSelect)['status'] | null;
  readonly change: JsonNumber;
  readonly changePercent: JsonNumber;
  readonly changeOnYear: JsonNumber;
  readonly changeOnYearPercent: JsonNumber;
}

const COLUMNS = columnsOf<Latest>({
  seriesId: sql`latest.series_id`,
  isFresh: sql`latest.is_fresh`,
  observedAt: jsonMoment(sql`latest.observed_at`),
  value: sql`latest.value`,
  status: sql`latest.status`,
  change: sql`latest.change`,
  changePercent: sql`latest.change_pct`,
  changeOnYear: sql`latest.change_year`,
  changeOnYearPercent: sql`latest.change_year_pct`,
});

async function findColumns({ db, run }: Database, origin: StatisticsOrigin, seriesIds: readonly number[]) {
  const rows = await run(db.select({ columns: COLUMNS }).from(sql`(${latestStatistics(origin, seriesIds)}) as latest`));
  return rows.map(({ columns }): Columns<Latest> => columns);
}
