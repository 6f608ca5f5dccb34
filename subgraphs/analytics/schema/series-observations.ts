import type { ObservationQuery } from '../db/observation-steps.ts';
import { findObservations, type ObservationRow } from '../db/queries/observations.ts';
import { batched } from './batched.ts';
import { bounds } from './bounds.ts';
import { type AnalyticsContext, builder } from './builder.ts';
import { Observation } from './observation.ts';
import { observationArgs, readObservationArgs } from './observation-args.ts';
import { Series } from './series.ts';
import { spending } from './spending.ts';

const spend = spending('observations', bounds.observationsOfRequest, 'fewer series or a lower limit');

const observationsOf = batched(
  (context: AnalyticsContext, seriesIds: readonly number[], query: ObservationQuery) => {
    spend(context, seriesIds.length * query.limit);
    return findObservations(context, seriesIds, query);
  },
  (seriesId: number) => seriesId,
);

const ObservationColumns = builder.objectRef<readonly ObservationRow[]>('ObservationColumns').implement({
  description: 'Figures of a series by column, as charts take them: two lists of one length, ascending in time.',
  fields: (t) => ({
    times: t.field({
      type: ['DateTime'],
      nullable: false,
      description: 'The moments that the figures are of; for a period, its first moment.',
      resolve: (rows) => rows.map(({ observedAt }) => observedAt),
    }),
    values: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'The figures; null where one is not available, which is not zero.',
      resolve: (rows) => rows.map(({ value }) => value),
    }),
  }),
});

builder.drizzleObjectFields(Series, (t) => ({
  observations: t.field({
    type: [Observation],
    description: 'Its figures in a range of days, ascending in time: the most recent `limit` of them.',
    args: observationArgs,
    resolve: async ({ seriesId }, args, context) =>
      (await observationsOf(context, seriesId, readObservationArgs(args))) ?? [],
  }),
  observationColumns: t.field({
    type: ObservationColumns,
    description: 'The same figures as `observations` with the same arguments, by column.',
    args: observationArgs,
    resolve: async ({ seriesId }, args, context) =>
      (await observationsOf(context, seriesId, readObservationArgs(args))) ?? [],
  }),
}));
