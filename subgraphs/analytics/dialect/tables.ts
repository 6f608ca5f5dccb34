import { defineRelations, type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  date,
  doublePrecision,
  integer,
  interval,
  pgSchema,
  primaryKey,
  smallint,
  text,
  timestamp,
  vector,
} from 'drizzle-orm/pg-core';

/**
 * The tables and materialized views that the graph reads. Alembic creates them: these definitions are for queries only,
 * never for migrations. Table and column names are the database's.
 */
const metadata = pgSchema('metadata');
const timeseries = pgSchema('timeseries');
const geospatial = pgSchema('geospatial');
const analytics = pgSchema('analytics');

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Read through PostGIS functions only, never selected directly. */
const multiPolygon = customType<{ data: string }>({ dataType: () => 'geometry(MultiPolygon, 4326)' });

export const dataSources = metadata.table('data_sources', {
  sourceId: smallint('source_id').primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  homepageUrl: text('homepage_url').notNull(),
  license: text().notNull(),
  updatedAt: moment('updated_at').notNull(),
});

export const indicators = metadata.table('indicators', {
  indicatorId: integer('indicator_id').primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  description: text().notNull(),
  units: text().notNull(),
  decimals: smallint().notNull(),
  direction: text({ enum: ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL'] }).notNull(),
});

export const series = metadata.table('series', {
  seriesId: bigint('series_id', { mode: 'number' }).primaryKey(),
  sourceId: smallint('source_id').notNull(),
  indicatorId: integer('indicator_id'),
  code: text().notNull(),
  title: text().notNull(),
  description: text().notNull(),
  units: text().notNull(),
  frequency: text({ enum: ['D', 'W', 'M', 'Q', 'A'] }).notNull(),
  seasonalAdjustment: text('seasonal_adjustment', { enum: ['SA', 'NSA', 'SAAR'] }).notNull(),
  regionCode: text('region_code'),
  startsOn: date('starts_on', { mode: 'string' }).notNull(),
  endsOn: date('ends_on', { mode: 'string' }).notNull(),
  updatedAt: moment('updated_at').notNull(),
  /** Absent if the server has no pgvector. */
  embedding: vector({ dimensions: 384 }),
});

/** The columns of the table, or of an alias of it. */
export type SeriesColumns = Pick<typeof series, keyof typeof series.$inferSelect>;

export const ingestionLogs = metadata.table('ingestion_logs', {
  logId: bigint('log_id', { mode: 'number' }).primaryKey(),
  sourceId: smallint('source_id').notNull(),
  seriesId: bigint('series_id', { mode: 'number' }),
  startedAt: moment('started_at').notNull(),
  finishedAt: moment('finished_at'),
  status: text({ enum: ['RUNNING', 'SUCCEEDED', 'FAILED'] }).notNull(),
  rowsInserted: integer('rows_inserted').notNull(),
  rowsUpdated: integer('rows_updated').notNull(),
  errorMessage: text('error_message'),
});

export const observations = timeseries.table(
  'economic_observations',
  {
    seriesId: bigint('series_id', { mode: 'number' }).notNull(),
    observedAt: moment('observed_at').notNull(),
    value: doublePrecision(),
    status: text({ enum: ['FINAL', 'PRELIMINARY', 'REVISED'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.seriesId, table.observedAt] })],
);

/** Defines a boundary table, one of those of `levels`, which have equal columns. */
export const boundaries = (name: string) =>
  geospatial.table(name, {
    code: text().primaryKey(),
    name: text().notNull(),
    nameFr: text('name_fr'),
    parentCode: text('parent_code'),
    landAreaKm2: doublePrecision('land_area_km2'),
    geom: multiPolygon().notNull(),
  });

export const latestObservations = analytics
  .materializedView('latest_observations', {
    seriesId: bigint('series_id', { mode: 'number' }).notNull(),
    observedAt: moment('observed_at').notNull(),
    value: doublePrecision(),
    status: text({ enum: ['FINAL', 'PRELIMINARY', 'REVISED'] }).notNull(),
    previousAt: moment('previous_at'),
    previousValue: doublePrecision('previous_value'),
    yearAgoAt: moment('year_ago_at'),
    yearAgoValue: doublePrecision('year_ago_value'),
    change: doublePrecision(),
    changePercent: doublePrecision('change_pct'),
    changeOnYear: doublePrecision('change_year'),
    changeOnYearPercent: doublePrecision('change_year_pct'),
  })
  .existing();

export const monthlyObservations = analytics
  .materializedView('monthly_observations', {
    seriesId: bigint('series_id', { mode: 'number' }).notNull(),
    month: date({ mode: 'string' }).notNull(),
    avg: doublePrecision(),
    min: doublePrecision(),
    max: doublePrecision(),
    last: doublePrecision(),
    count: integer().notNull(),
  })
  .existing();

export const seriesSummaries = analytics
  .materializedView('series_summary', {
    seriesId: bigint('series_id', { mode: 'number' }).notNull(),
    count: integer().notNull(),
    firstAt: moment('first_at'),
    lastAt: moment('last_at'),
    min: doublePrecision(),
    max: doublePrecision(),
    mean: doublePrecision(),
    standardDeviation: doublePrecision('stddev'),
    gaps: integer().notNull(),
  })
  .existing();

export const regionIndicators = analytics
  .materializedView('region_indicator_latest', {
    indicatorId: integer('indicator_id').notNull(),
    regionCode: text('region_code').notNull(),
    level: text().notNull(),
    seriesId: bigint('series_id', { mode: 'number' }).notNull(),
    observedAt: moment('observed_at').notNull(),
    value: doublePrecision(),
    rank: integer(),
    percentile: doublePrecision(),
    peers: integer().notNull(),
  })
  .existing();

export const indicatorBreaks = analytics
  .materializedView('indicator_breaks', {
    indicatorId: integer('indicator_id').notNull(),
    level: text().notNull(),
    class: integer().notNull(),
    lower: doublePrecision().notNull(),
    upper: doublePrecision().notNull(),
    count: integer().notNull(),
  })
  .existing();

export const dataFreshness = analytics
  .materializedView('data_freshness', {
    sourceId: smallint('source_id').notNull(),
    lastSuccess: moment('last_success'),
    lastFailure: moment('last_failure'),
    rows24h: bigint('rows_24h', { mode: 'number' }).notNull(),
    lag: interval(),
  })
  .existing();

/** Relations of the catalogue's tables: what a relational query can fetch with a row, in one statement. */
export const relations = defineRelations({ dataSources, indicators, ingestionLogs, series }, (r) => ({
  series: {
    source: r.one.dataSources({ from: r.series.sourceId, to: r.dataSources.sourceId, optional: false }),
    indicator: r.one.indicators({ from: r.series.indicatorId, to: r.indicators.indicatorId }),
  },
  ingestionLogs: {
    source: r.one.dataSources({ from: r.ingestionLogs.sourceId, to: r.dataSources.sourceId, optional: false }),
    series: r.one.series({ from: r.ingestionLogs.seriesId, to: r.series.seriesId }),
  },
}));

/** Selects the id of the source with a code. */
export const sourceIdOf = (code: string): SQL => sql`(select source_id from ${dataSources} where code = ${code})`;

/** Selects the id of the indicator with a code. */
export const indicatorIdOf = (code: string): SQL => sql`(select indicator_id from ${indicators} where code = ${code})`;

/** Whether a row of `regionIndicators` is of a series' indicator and region. */
export const isOfRegion = sql`(${regionIndicators.indicatorId}, ${regionIndicators.regionCode}) = (${series.indicatorId}, ${series.regionCode})`;
