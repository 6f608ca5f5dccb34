import type { InputShapeFromFields } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { RegionLevel as Level } from '../dialect/levels.ts';
import { type ChoroplethParts, findChoropleth } from '../dialect/queries/choropleth.ts';
import { type ClassMethod, classBounds, type ValueClass } from '../maps/classes.ts';
import { tileUrlTemplate } from '../tiles/request.ts';
import { checkRange } from './bounds.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError, type SchemaTypes } from './builder.ts';
import { loadedIndicator } from './indicator.ts';
import { checkLevel, checkParent, refuseIndicator } from './known-codes.ts';
import { dayOf } from './observation.ts';
import { columnsOf, parentByCode, Region, RegionLevel } from './region.ts';
import { selectedFields } from './selected.ts';

/** The parts that maps and panels share. */
interface MapShape {
  readonly indicatorId: number;
  readonly level: Level;
  /** The code of the region whose parts are shown; null for all regions of the level. */
  readonly parentCode: string | null;
}

type ChoroplethShape = Awaited<ReturnType<typeof mapOf>>;

const ChoroplethMethod = builder.enumType('ChoroplethMethod', {
  description: 'How the values of a map are divided into classes.',
  values: {
    QUANTILE: { description: 'The same number of regions in each class, as far as equal values allow.' },
    EQUAL_INTERVAL: { description: 'The same range of values in each class; classes can be empty.' },
    JENKS: { description: 'Natural breaks (Jenks): the values within each class differ as little as possible.' },
  } satisfies Record<ClassMethod, object>,
});

const ChoroplethClass = builder.objectRef<ValueClass>('ChoroplethClass').implement({
  description:
    'A class of a map: the regions whose value is above its lower bound (class 1: equal or above) and at most its upper bound.',
  fields: (t) => ({
    class: t.exposeInt('class', nonNull('Its number, from 1 for the lowest values.')),
    lower: t.exposeFloat('lower', nonNull('Its lower bound, in the units of the indicator.')),
    upper: t.exposeFloat('upper', nonNull('Its upper bound, in the units of the indicator.')),
    count: t.exposeInt('count', nonNull('The number of regions of the whole level in this class.')),
  }),
});

const ChoroplethRegion = builder.objectRef<ChoroplethShape['regions'][number]>('ChoroplethRegion').implement({
  description: 'A region of a map.',
  fields: (t) => ({
    region: t.expose('region', { type: Region, ...nonNull('The region.') }),
    value: t.exposeFloat('value', {
      description: 'Its value, in the units of the indicator; null if there is none, which is not zero.',
    }),
    class: t.exposeInt('class', { description: 'The number of its class; null if it has no value.' }),
  }),
});

const Choropleth = builder.objectRef<ChoroplethShape>('Choropleth').implement({
  description: 'A map of an indicator over the regions of a level.',
  fields: (t) => ({
    ...mapFields(t),
    time: t.expose('newest', {
      type: 'DateTime',
      description: 'The moment of the newest of its values; null if there are none.',
    }),
    date: t.field({
      type: 'Date',
      description: 'The calendar day of the newest of its values: the UTC day of `time`.',
      resolve: ({ newest }) => newest && dayOf({ observedAt: newest }),
    }),
    classes: t.expose('classes', {
      type: [ChoroplethClass],
      ...nonNull(
        'Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none.',
      ),
    }),
    withoutValue: t.exposeInt(
      'withoutValue',
      nonNull('The number of regions of the whole level without a value: they are in no class.'),
    ),
    tileUrlTemplate: t.string({
      ...nonNull(
        'The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph.',
      ),
      resolve: ({ args }, _args, { tilesOrigin }) => tileUrlTemplate(tilesOrigin, args),
    }),
    regions: t.expose('regions', {
      type: [ChoroplethRegion],
      ...nonNull('Every region of the level (under the parent), with or without a value, in the order of their codes.'),
    }),
  }),
});

/** Returns the parts of a map that a query selects. */
function partsOf(info: GraphQLResolveInfo): ChoroplethParts {
  const fields = selectedFields(info);
  const has = (...names: readonly string[]) => fields.some(({ name }) => names.includes(name));
  const shown = fields.filter(({ name }) => name === 'regions').flatMap((regions) => regions.fields());
  const ofRegions = shown.filter(({ name }) => name === 'region').flatMap((region) => region.fields());
  return {
    regions: has('regions') ? columnsOf(ofRegions.map(({ name }) => name)) : undefined,
    newest: has('time', 'date'),
    withoutValue: has('withoutValue'),
  };
}

/** The arguments of maps and panels that select regions and an indicator. */
export const mapArgs = builder.args((t) => ({
  indicator: t.string({ required: true, description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
  level: t.field({ type: RegionLevel, required: true, description: 'The level of its regions.' }),
  parent: t.string({
    description:
      'The code of the region that contains them, one level up: "US-06" for counties. All regions if absent.',
  }),
}));

const choroplethArgs = builder.args((t) => ({
  ...mapArgs,
  at: t.field({
    type: 'Date',
    description: "The day of the map: each region's value is its latest of that day (UTC) or before. Today if absent.",
  }),
  classes: t.int({
    required: true,
    defaultValue: classBounds.usual,
    description: 'The number of classes, 2 to 9.',
  }),
  method: t.field({
    type: ChoroplethMethod,
    required: true,
    defaultValue: 'QUANTILE',
    description: 'How values are divided into classes.',
  }),
}));

/** The coerced arguments of a map. */
export type MapArgs = InputShapeFromFields<typeof choroplethArgs>;

/**
 * Finds a map.
 * @throws BAD_USER_INPUT for a number of classes out of bounds, an unknown indicator or parent, or a level without
 * figures
 */
export async function mapOf(context: AnalyticsContext, { parent, at, ...rest }: MapArgs, parts: ChoroplethParts) {
  checkRange('classes', rest.classes, classBounds.least, classBounds.most);
  const args = { ...rest, parent: parent ?? null, at: at ?? undefined };
  const { level, parent: parentCode } = args;
  const found = await findChoropleth(context, args, parts);
  if (!found) return refuseIndicator(context, args.indicator);
  if (parentCode !== null && found.regions.length === 0) await checkParent(context, parentCode, level);
  if (found.classes.length === 0) await checkLevel(context, args.indicator, level);
  return { ...found, level, parentCode, args };
}

/** The fields for the subject of a map or a panel. */
export const mapFields = <Parent extends MapShape>(t: PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Parent>) => ({
  indicator: t.loadable({
    ...loadedIndicator,
    ...nonNull('What the figures are of.'),
    resolve: ({ indicatorId }) => indicatorId,
  }),
  level: t.field({ type: RegionLevel, ...nonNull('The level of its regions.'), resolve: ({ level }) => level }),
  parent: t.field({
    type: Region,
    description: 'The region that they are parts of; null for all.',
    resolve: ({ parentCode, level }, _args, context) => parentByCode(context, parentCode, level),
  }),
});

builder.queryField('choropleth', (t) =>
  t.field({
    type: Choropleth,
    ...nullOnError(
      'A map of an indicator\'s values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`.',
    ),
    args: choroplethArgs,
    resolve: (_root, args, context, info) => mapOf(context, args, partsOf(info)),
  }),
);
