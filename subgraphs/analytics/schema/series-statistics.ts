import { findCompared, findLatest } from '../dialect/queries/latest-observations.ts';
import { findSummaries, type SummaryRow } from '../dialect/queries/summaries.ts';
import type { ChangeName } from '../dialect/where.ts';
import { batched } from './batched.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';
import { Observation } from './observation.ts';
import { Series } from './series.ts';

const seriesId = (id: number) => id;
const latestOf = batched(findLatest, seriesId);
const comparedOf = batched(findCompared, seriesId);
const summaryOf = batched(findSummaries, seriesId);

const StatisticsOrigin = builder.enumType('StatisticsOrigin', {
  description: 'The origin of statistics of a series.',
  values: {
    MATERIALIZED_VIEW: { description: "The database's materialized view, as of its last refresh." },
    LIVE: { description: 'Computed from the observations now, because the view is missing or stale.' },
  },
});

const SeriesSummary = builder.objectRef<SummaryRow>('SeriesSummary').implement({
  description: 'A summary of the available observations of a series.',
  fields: (t) => ({
    count: t.exposeInt('count', nonNull('The number of observations.')),
    firstAt: t.expose('firstAt', { type: 'DateTime', ...nullOnError('The moment of the first.') }),
    lastAt: t.expose('observedAt', { type: 'DateTime', ...nullOnError('The moment of the last.') }),
    min: t.exposeFloat('min', nullOnError('The lowest, in the units of the series.')),
    max: t.exposeFloat('max', nullOnError('The highest, in the units of the series.')),
    mean: t.exposeFloat('mean', nullOnError('The arithmetic mean, in the units of the series.')),
    standardDeviation: t.exposeFloat('standardDeviation', {
      description: 'The sample standard deviation, in the units of the series; null for a single observation.',
    }),
    gaps: t.exposeInt(
      'gaps',
      nonNull('The number of periods from the first to the last without an available observation.'),
    ),
    origin: t.expose('origin', {
      type: StatisticsOrigin,
      ...nonNull('Where this summary comes from: the view is stale where its last observation is not the newest.'),
    }),
  }),
});

const change =
  (name: ChangeName) =>
  async ({ seriesId: id }: { seriesId: number }, _args: object, context: AnalyticsContext) =>
    (await latestOf(context, {}).load(id))?.[name];

builder.drizzleObjectFields(Series, (t) => ({
  latest: t.field({
    type: Observation,
    description: 'The newest available observation; null if there is none.',
    resolve: ({ seriesId: id }, _args, context) => latestOf(context, {}).load(id),
  }),
  previous: t.field({
    type: Observation,
    description: 'The available observation before the newest.',
    resolve: async ({ seriesId: id }, _args, context) => (await comparedOf(context, {}).load(id))?.previous,
  }),
  yearAgo: t.field({
    type: Observation,
    description: 'The available observation of exactly one year before the newest.',
    resolve: async ({ seriesId: id }, _args, context) => (await comparedOf(context, {}).load(id))?.yearAgo,
  }),
  change: t.float({
    description: 'From the previous observation to the newest, in the units of the series.',
    resolve: change('change'),
  }),
  changePercent: t.float({
    description: 'From the previous observation to the newest, in percent of the previous one; null if that was 0.',
    resolve: change('changePercent'),
  }),
  changeOnYear: t.float({
    description: 'From a year before to the newest observation, in the units of the series.',
    resolve: change('changeOnYear'),
  }),
  changeOnYearPercent: t.float({
    description: 'From a year before to the newest observation, in percent of the earlier one; null if that was 0.',
    resolve: change('changeOnYearPercent'),
  }),
  statisticsOrigin: t.field({
    type: StatisticsOrigin,
    ...nullOnError(
      'The origin of the newest observation, of the values that it is compared with, and of the changes; LIVE without observations. The view is stale if the time or value of its newest observation differs from the newest observation.',
    ),
    // That a series has no observations is read from the observations, whatever the view has.
    resolve: async ({ seriesId: id }, _args, context) => (await latestOf(context, {}).load(id))?.origin ?? 'LIVE',
  }),
  summary: t.field({
    type: SeriesSummary,
    description: 'Count, range of days, extremes and spread of its observations; null if there are none.',
    resolve: ({ seriesId: id }, _args, context) => summaryOf(context, {}).load(id),
  }),
}));
