import { sql } from 'drizzle-orm';
import { regionKey } from '../dialect/levels.ts';
import { findRegionIndicators, type RegionIndicatorRow } from '../dialect/queries/region-indicators.ts';
import { sourceCode } from '../dialect/series-codes.ts';
import { isFirstOfRegion } from '../dialect/series-conditions.ts';
import { batched } from './batched.ts';
import { bounds, checkRange } from './bounds.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { loadedIndicator } from './indicator.ts';
import { dayOf } from './observation.ts';
import { Region } from './region.ts';
import { Series } from './series.ts';

const indicatorsOf = batched(findRegionIndicators, regionKey);

const RegionIndicator = builder.objectRef<RegionIndicatorRow>('RegionIndicator').implement({
  description: 'The latest value of an indicator in a region, among the regions of its level.',
  fields: (t) => ({
    indicator: t.loadable({
      ...loadedIndicator,
      ...nonNull('What was measured.'),
      resolve: ({ indicatorId }) => indicatorId,
    }),
    time: t.expose('observedAt', { type: 'DateTime', ...nonNull('The moment that the value is of.') }),
    date: t.field({
      type: 'Date',
      ...nonNull('The calendar day that the value is of: the UTC day of `time`.'),
      resolve: dayOf,
    }),
    value: t.exposeFloat(
      'value',
      nullOnError('The value, in the units of the indicator: the latest that is available.'),
    ),
    rank: t.exposeInt(
      'rank',
      nullOnError(
        "Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank.",
      ),
    ),
    percentile: t.exposeFloat(
      'percentile',
      nullOnError('The share of the other regions of the level with a lower value, in percent, 0 to 100.'),
    ),
    peers: t.exposeInt('peers', nonNull('The number of ranked regions of the level, itself included.')),
  }),
});

builder.objectField(Region, 'indicators', (t) =>
  t.field({
    type: [RegionIndicator],
    ...nullOnError(
      "The latest value of each indicator with figures of the region, in the order of the indicators' codes.",
    ),
    resolve: async (region, _args, context) => (await indicatorsOf(context, {}).load(region)) ?? [],
  }),
);

builder.objectField(Region, 'series', (t) =>
  t.loadableList({
    type: Series,
    ...nullOnError('The series about it, in the order of their source and code.'),
    args: {
      first: t.arg.int({ defaultValue: 20, description: 'The maximum number, 1 to 100.' }),
    },
    byPath: true,
    load: async (codes: string[], context, { first }, info) => {
      const most = checkRange('first', first ?? 20, 1, bounds.seriesOfRegion);
      const { db } = context;
      const query = t.drizzleQueryFromInfo(Series, { context, info, columns: { seriesId: true, regionCode: true } });
      const rows = await db.query.series.findMany({
        ...query,
        where: { RAW: (table) => isFirstOfRegion(table, codes, most) },
        orderBy: (table) => [sql`${sourceCode(table)} collate "C"`, sql`${table.code} collate "C"`],
      });
      const found = Map.groupBy(rows, ({ regionCode }) => regionCode);
      return codes.map((code) => found.get(code) ?? []);
    },
    resolve: ({ code }) => code,
  }),
);
