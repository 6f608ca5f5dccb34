import type { RegionLevel as Level } from '../dialect/levels.ts';
import {
  type IndicatorCondition,
  type NumberCondition,
  placesOf,
  type RegionWhere,
  type SeriesWhere,
} from '../dialect/where.ts';
import { checkConditions } from './bounds.ts';
import { builder } from './builder.ts';
import { checkPlacesOf, PlaceInput } from './place.ts';
import { RegionLevel } from './region.ts';

type ConditionFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

const comparisons = (t: ConditionFields, it: string, units = '') => ({
  eq: t.float({ description: `${it} is equal to this${units}.` }),
  gt: t.float({ description: `${it} is greater.` }),
  gte: t.float({ description: `${it} is greater or equal.` }),
  lt: t.float({ description: `${it} is less.` }),
  lte: t.float({ description: `${it} is less or equal.` }),
});

const NumberConditionInput = builder.inputRef<NumberCondition>('NumberCondition').implement({
  description: 'Comparisons of a number: all given ones must hold. A missing number passes none.',
  fields: (t) => comparisons(t, 'It'),
});

/** Conditions on changes in the materialized views. */
const changes = (t: ConditionFields) => ({
  change: t.field({ type: NumberConditionInput, description: 'The change since the available observation before.' }),
  changePercent: t.field({ type: NumberConditionInput, description: 'The same change in percent.' }),
  changeOnYear: t.field({ type: NumberConditionInput, description: 'The change since the same day a year before.' }),
  changeOnYearPercent: t.field({ type: NumberConditionInput, description: 'The same change in percent.' }),
});

const IndicatorConditionInput = builder.inputRef<IndicatorCondition>('RegionIndicatorCondition').implement({
  description:
    'Conditions on the latest value of an indicator in a region, as `Region.indicators` returns it; all must hold.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
    ...comparisons(t, 'The value', ', in the units of the indicator'),
    rank: t.field({
      type: NumberConditionInput,
      description: 'Its rank among the regions of the level, 1 for the best.',
    }),
    percentile: t.field({
      type: NumberConditionInput,
      description: 'The share of the other regions of the level with a lower value, in percent.',
    }),
    ...changes(t),
  }),
});

export const RegionWhereInput = builder.inputRef<RegionWhere>('RegionWhere');
RegionWhereInput.implement({
  description:
    'Conditions on a region; all must hold. A region without a value does not pass a condition on that value, and passes its negation.',
  fields: (t) => ({
    codes: t.stringList({ description: 'Its code is one of these; an empty list matches nothing.' }),
    level: t.field({ type: RegionLevel, description: 'It is of this level.' }),
    places: t.field({
      type: [PlaceInput],
      description:
        'At least one of these places is in it, as `regionsAt` finds the region of its level; an empty list matches nothing. At most 1,000 places; 71 if neither the list nor `level` in the same condition has a level.',
    }),
    indicator: t.field({
      type: IndicatorConditionInput,
      description: 'The latest value of an indicator in the region.',
    }),
    ...composition(t, RegionWhereInput),
  }),
});

/**
 * Checks a condition on regions.
 * @param level level of all regions, if they have one
 * @throws BAD_USER_INPUT for too many conditions or places, and for an invalid place
 */
export function checkRegionWhere(where: RegionWhere | null | undefined, level?: Level): void {
  checkConditions(where);
  for (const each of where ? placesOf(where, level) : []) checkPlacesOf(each);
}

export const SeriesWhereInput = builder.inputRef<SeriesWhere>('SeriesWhere');
SeriesWhereInput.implement({
  description:
    'Conditions on a series; all must hold. Conditions on figures use the materialized views: an observation that is newer than their last refresh is not seen yet. A series without the figure does not pass the condition, and passes its negation.',
  fields: (t) => ({
    codes: t.stringList({
      description: 'Its code, "BLS:CES0000000001", is one of these; an empty list matches nothing.',
    }),
    latest: t.field({
      type: NumberConditionInput,
      description: 'The newest available value, in the units of the series.',
    }),
    ...changes(t),
    updatedAfter: t.field({ type: 'DateTime', description: 'Its record last changed after this moment.' }),
    ...composition(t, SeriesWhereInput),
  }),
});

function composition<Where extends typeof RegionWhereInput | typeof SeriesWhereInput>(
  t: ConditionFields,
  where: Where,
) {
  return {
    and: t.field({ type: [where], description: 'All of these hold.' }),
    or: t.field({ type: [where], description: 'At least one of these holds; an empty list never does.' }),
    not: t.field({ type: where, description: 'This does not hold.' }),
  };
}

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'A direction of an order.',
  values: {
    ASC: { description: 'The lowest value first.' },
    DESC: { description: 'The highest value first.' },
  },
});

export const RegionOrder = builder.inputType('RegionOrder', {
  description: 'An order of regions by the latest value of an indicator.',
  fields: (t) => ({
    indicator: t.string({ required: true, description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'DESC',
      description: 'The direction. Regions without a value are last in both directions.',
    }),
  }),
});
