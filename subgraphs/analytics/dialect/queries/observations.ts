import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { type Columns, columnsOf, type JsonNumber, jsonMoment, momentOf, numberOf } from '../columns.ts';
import { type ObservationQuery, observationsOfSeries } from '../observation-steps.ts';
import { hasCode } from '../series-codes.ts';
import { dataSources, observations, series } from '../tables.ts';

export interface ObservationRow {
  /** As `momentOf` writes it. */
  readonly observedAt: string;
  /** The first day of a bucket, `YYYY-MM-DD`, in a time zone other than UTC; undefined: the UTC day of `observedAt`. */
  readonly day?: string | undefined;
  readonly value: number | null;
  /** Null for a figure that is not a published observation: aggregated, transformed or filled in. */
  readonly status: typeof observations.$inferSelect.status | null;
}

/** A series and its figures, ascending in time. */
export interface SeriesFigures {
  readonly seriesId: number;
  readonly regionCode: string | null;
  readonly rows: readonly ObservationRow[];
}

/** Finds the figures of each series, ascending in time, by series id. */
export async function findObservations({ db }: Database, seriesIds: readonly number[], query: ObservationQuery) {
  const rows = await db
    .select({ seriesId, figures })
    .from(sql`unnest(${array('bigint', seriesIds)}) as requested (series_id)`)
    .crossJoinLateral(figuresOf(query));
  return new Map(rows.map((row) => [row.seriesId, rowsOf(row.figures)]));
}

/** Finds series and their figures, by "SOURCE:CODE". */
export async function findObservationsByCode(
  { db }: Database,
  codes: readonly string[],
  query: ObservationQuery,
): Promise<ReadonlyMap<string, SeriesFigures>> {
  const requested = sql`
    select series.series_id, series.region_code, source.code || ':' || series.code as code
    from ${series} as series join ${dataSources} as source using (source_id)
    where ${hasCode({ sourceId: sql`series.source_id`, code: sql`series.code` }, codes)}`;
  const rows = await db
    .select({
      code: sql<string>`requested.code`,
      regionCode: sql<string | null>`requested.region_code`,
      seriesId,
      figures,
    })
    .from(sql`(${requested}) as requested`)
    .crossJoinLateral(figuresOf(query));
  return new Map(rows.map(({ code, figures, ...found }) => [code, { ...found, rows: rowsOf(figures) }]));
}

/** Figures by column, ascending in time: moments in seconds since 1970. */
export interface FigureColumns {
  readonly seconds: readonly number[];
  readonly values: readonly JsonNumber[];
}

/**
 * Finds the figures of each series by column, by series id. They have no status, which no index holds: figures are read
 * from the index alone, in a fifth of the time.
 */
export async function findFigureColumns({ db }: Database, seriesIds: readonly number[], query: ObservationQuery) {
  const columns = columnsOf({ seconds: sql`date_part('epoch', figure.time)`, values: sql`figure.value` });
  const rows = await db
    .select({ seriesId, figures: sql<FigureColumns>`figures.columns` })
    .from(sql`unnest(${array('bigint', seriesIds)}) as requested (series_id)`)
    .crossJoinLateral(tableOf(columns, query));
  return new Map(rows.map((row) => [row.seriesId, row.figures]));
}

interface Figure {
  readonly time: string;
  readonly day: string;
  readonly value: JsonNumber;
  readonly status: ObservationRow['status'];
}

type Figures = Partial<Columns<Figure>>;

const figures = sql<Figures>`figures.columns`;
const seriesId = sql<number>`requested.series_id`.mapWith(observations.seriesId);

/** Builds a table of one row: the figures of a series `requested`, ascending in time; without status if none can have one. */
function figuresOf(query: ObservationQuery): SQL {
  const hasStatus = query.bucket === undefined && query.transform === 'LEVEL';
  const columns = columnsOf({
    time: jsonMoment(sql`figure.time`),
    value: sql`figure.value`,
    ...(query.bucket && query.timeZone !== 'UTC' && { day: sql`to_char(figure.period, 'YYYY-MM-DD')` }),
    ...(hasStatus && { status: sql`figure.status` }),
  });
  return tableOf(columns, query);
}

/** @param columns of `figure` */
function tableOf(columns: SQL, query: ObservationQuery): SQL {
  return sql`(
    select ${columns} as columns
    from (select * from (${observationsOfSeries(sql`requested.series_id`, query)}) as found order by time) as figure
  ) as figures`;
}

function rowsOf({ time = [], day, value, status }: Figures): ObservationRow[] {
  return time.map((moment, row) => ({
    observedAt: momentOf(moment),
    day: day?.[row],
    value: numberOf(value?.[row]),
    status: status?.[row] ?? null,
  }));
}
