import type { InputShapeFromFields } from '@pothos/core';
import type { RegionLevel as Level } from '../dialect/levels.ts';
import type { ObservationQuery } from '../dialect/observation-steps.ts';
import { findPanel, findPanelRegions, type PanelArgs, type Panel as PanelColumns } from '../dialect/queries/panel.ts';
import { bounds, checkRange } from './bounds.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';
import { mapArgs, mapFields } from './choropleth.ts';
import { checkCodes, checkLevel, checkParent, refuseIndicator } from './known-codes.ts';
import { dayOf } from './observation.ts';
import { observationArgs, readObservationArgs, TimeBucket } from './observation-args.ts';
import { mostRegions, periodsBetween } from './panel-size.ts';
import { checkPopulation } from './population.ts';
import { spendObservations } from './series-observations.ts';

interface PanelShape extends PanelColumns {
  readonly level: Level;
  readonly parentCode: string | null;
}

const Panel = builder.objectRef<PanelShape>('Panel').implement({
  description:
    'Figures of an indicator, regions × times, by column: `codes`, `names` and `values` have an item for each region, and each item of `values` has one for each of `times`.',
  fields: (t) => ({
    ...mapFields(t),
    codes: t.exposeStringList(
      'codes',
      nonNull('The codes of the regions that have a series of the indicator, by code point.'),
    ),
    names: t.exposeStringList('names', nonNull('Their names in English.')),
    times: t.expose('times', {
      type: ['DateTime'],
      ...nonNull('The first moments of the periods in which any of them has an observation, ascending.'),
    }),
    dates: t.field({
      type: ['Date'],
      ...nonNull('The calendar days of the same, in UTC.'),
      resolve: ({ times }) => times.map((observedAt) => dayOf({ observedAt })),
    }),
    values: t.expose('values', {
      type: [t.listRef('Float', { nullable: true })],
      ...nonNull(
        'The figures of each region, one list for each; null for one that is not available, which is not zero. `values[i][j]` is of `codes[i]` at `times[j]`.',
      ),
    }),
  }),
});

const panelArgs = builder.args((t) => ({
  ...mapArgs,
  from: t.field({ type: 'Date', required: true, description: 'The first day, or one of the first period.' }),
  to: t.field({ type: 'Date', description: 'The last day, or one of the last period. Today if absent.' }),
  bucket: t.field({
    type: TimeBucket,
    required: true,
    defaultValue: 'MONTH',
    description: 'The periods by which observations are grouped, in the UTC calendar.',
  }),
  aggregate: observationArgs.aggregate,
  transform: observationArgs.transform,
  base: observationArgs.base,
}));

/** The coerced arguments of a panel. */
export type PanelFieldArgs = InputShapeFromFields<typeof panelArgs>;

/**
 * Reads the arguments that select regions and figures. The limit is the number of periods.
 * @throws BAD_USER_INPUT for an exceeded bound, or arguments that conflict
 */
export function readPanelArgs({ indicator, level, parent, ...figures }: PanelFieldArgs) {
  const { from, bucket } = figures;
  const to = figures.to ?? new Date();
  const query = readObservationArgs({ ...figures, to });
  const periods = periodsBetween(bucket, from, to);
  checkRange('periods between from and to', periods, 1, bounds.observations);
  const args: PanelArgs = { indicator, level, parent: parent ?? null };
  return { args, query: { ...query, limit: periods } };
}

/** Checks why a panel has no values. @throws BAD_USER_INPUT if no region's population is known, where it is needed */
async function checkValues(context: AnalyticsContext, args: PanelArgs, query: ObservationQuery): Promise<void> {
  const regions = await findPanelRegions(context, args);
  const seriesIds = regions.map(({ seriesId }) => seriesId);
  await checkPopulation(context, seriesIds, query);
}

/** Checks why a panel is empty. @throws BAD_USER_INPUT for an unknown indicator or parent, a level without figures */
export async function checkPanel(context: AnalyticsContext, { indicator, level, parent }: PanelArgs): Promise<void> {
  await checkCodes(context, { indicator });
  if (parent !== null) await checkParent(context, parent, level);
  await checkLevel(context, indicator, level);
}

builder.queryField('panel', (t) =>
  t.field({
    type: Panel,
    ...nullOnError(
      'The figures of an indicator for all regions of a level over time, by column. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. If a region has several series, it is the one that the map shows. At most 10,000 periods, and 1,000,000 figures over a whole request. For example `{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2000-01-01", bucket: YEAR) { codes times values } }`.',
    ),
    args: panelArgs,
    resolve: async (_root, given, context) => {
      const { args, query } = readPanelArgs(given);
      const { level, parent } = args;
      spendObservations(context, mostRegions(level, parent) * query.limit);
      const found = await findPanel(context, args, query);
      if (!found) return refuseIndicator(context, args.indicator);
      if (found.codes.length === 0) await checkPanel(context, args);
      else if (found.values.flat().every((value) => value === null)) await checkValues(context, args, query);
      return { ...found, level, parentCode: parent };
    },
  }),
);
