import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { regionKey } from '../dialect/boundaries.ts';
import { findRegionIndicators, type RegionIndicatorRow } from '../dialect/queries/region-indicators.ts';
import { batched } from './batched.ts';
import { builder } from './builder.ts';
import { loadedIndicator } from './indicator.ts';
import { dayOf } from './observation.ts';
import { Region } from './region.ts';

const indicatorsOf = batched(findRegionIndicators, regionKey);

const RegionIndicator = builder.objectRef<RegionIndicatorRow>('RegionIndicator').implement({
  description: 'The latest value of an indicator in a region, among the regions of its level.',
  fields: (t) => ({
    indicator: t.loadable({
      ...loadedIndicator,
      nullable: false,
      description: 'What was measured.',
      resolve: ({ indicatorId }) => indicatorId,
    }),
    time: t.expose('observedAt', {
      type: 'DateTime',
      nullable: false,
      description: 'The moment that the value is of.',
    }),
    date: t.field({
      type: 'Date',
      nullable: false,
      description: 'The calendar day that the value is of: the UTC day of `time`.',
      resolve: dayOf,
    }),
    value: t.exposeFloat('value', {
      description: 'The value, in the units of the indicator: the latest that is available.',
      extensions: semanticNonNull,
    }),
    rank: t.exposeInt('rank', {
      description:
        "Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank.",
      extensions: semanticNonNull,
    }),
    percentile: t.exposeFloat('percentile', {
      description: 'The share of the other regions of the level with a lower value, in percent, 0 to 100.',
      extensions: semanticNonNull,
    }),
    peers: t.exposeInt('peers', {
      nullable: false,
      description: 'The number of ranked regions of the level, itself included.',
    }),
  }),
});

builder.objectField(Region, 'indicators', (t) =>
  t.field({
    type: [RegionIndicator],
    description:
      "The latest value of each indicator with figures of the region, in the order of the indicators' codes.",
    extensions: semanticNonNull,
    resolve: async (region, _args, context) => (await indicatorsOf(context, region, {})) ?? [],
  }),
);
