import { sql } from 'drizzle-orm';
import { sourceCode } from '../dialect/series-codes.ts';
import type { series } from '../dialect/tables.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { DataSource } from './data-source.ts';
import { Indicator } from './indicator.ts';
import { Region, regionByCode } from './region.ts';

export const frequencies = {
  DAILY: { value: 'D', description: 'One a day; a series may leave out weekends and holidays.' },
  WEEKLY: { value: 'W', description: 'One a week.' },
  MONTHLY: { value: 'M', description: 'One a month.' },
  QUARTERLY: { value: 'Q', description: 'One a quarter.' },
  ANNUAL: { value: 'A', description: 'One a year.' },
} as const;

export const Frequency = builder.enumType('Frequency', {
  description: 'How often a series has an observation.',
  values: frequencies,
});

export const SeasonalAdjustment = builder.enumType('SeasonalAdjustment', {
  description: 'Whether the seasonal pattern of the year was removed.',
  values: {
    SEASONALLY_ADJUSTED: { value: 'SA', description: 'It was removed.' },
    NOT_SEASONALLY_ADJUSTED: { value: 'NSA', description: 'It was not removed.' },
    SEASONALLY_ADJUSTED_ANNUAL_RATE: {
      value: 'SAAR',
      description: 'Seasonally adjusted, and converted to a rate per year.',
    },
  },
});

/** The selection that a query needs to identify a series by `fullCode`, in the graph's format. */
export const selectCode = {
  columns: { seriesId: true, regionCode: true },
  extras: {
    fullCode: (table: Pick<typeof series, 'sourceId' | 'code'>) =>
      sql<string>`${sourceCode(table)} || ':' || ${table.code}`,
  },
} as const;

export const Series = builder.drizzleObject('series', {
  name: 'Series',
  description: 'A time series: one thing, measured in one way, over time.',
  select: { columns: { seriesId: true, regionCode: true } },
  fields: (t) => ({
    code: t.string({
      ...nonNull('Its code, "SOURCE:CODE", unique: "BLS:CES0000000001".'),
      select: selectCode,
      resolve: ({ fullCode }) => fullCode,
    }),
    title: t.exposeString('title', nonNull('What it measures, in a few words.')),
    description: t.exposeString('description', nullOnError('What it measures, in detail.')),
    units: t.exposeString('units', nonNull('The unit of its values: "Thousands of persons".')),
    frequency: t.expose('frequency', { type: Frequency, ...nonNull('How often it is observed.') }),
    seasonalAdjustment: t.expose('seasonalAdjustment', {
      type: SeasonalAdjustment,
      ...nonNull('Whether it is seasonally adjusted.'),
    }),
    startsOn: t.expose('startsOn', { type: 'Date', ...nullOnError('The day of its first observation.') }),
    endsOn: t.expose('endsOn', { type: 'Date', ...nullOnError('The day of its last observation so far.') }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', ...nonNull('When this record of the series last changed.') }),
    source: t.relation('source', { type: DataSource, ...nonNull('Who publishes it.') }),
    indicator: t.relation('indicator', {
      type: Indicator,
      description: 'The indicator that it measures; series of the same indicator are comparable.',
    }),
    region: t.field({
      type: Region,
      description:
        'The region that it is about; null if that is not a region of a boundary table, for example a whole country.',
      resolve: ({ regionCode }, _args, context) => (regionCode === null ? null : regionByCode(context, regionCode)),
    }),
  }),
});
