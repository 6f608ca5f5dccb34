import type { RegionRow } from '../db/boundaries.ts';
import type { RegionLevel as Level } from '../db/levels.ts';
import { type ChoroplethClassRow, findChoropleth } from '../db/queries/choropleth.ts';
import { badInput } from './bounds.ts';
import { builder } from './builder.ts';
import { loadedIndicator } from './indicator.ts';
import { Region, RegionLevel } from './region.ts';

interface ChoroplethShape {
  readonly indicatorId: number;
  readonly level: Level;
  readonly parent: RegionRow | null;
  readonly newest: Date | null;
  readonly classes: readonly ChoroplethClassRow[];
  readonly regions: readonly ChoroplethRegionShape[];
}

interface ChoroplethRegionShape {
  readonly region: RegionRow;
  readonly value: number | null;
  readonly class: number | null;
}

const ChoroplethClass = builder.objectRef<ChoroplethClassRow>('ChoroplethClass').implement({
  description:
    'A class of a map: the regions whose value is above its lower bound (or on it, in class 1) and at most its upper.',
  fields: (t) => ({
    class: t.exposeInt('class', { nullable: false, description: 'Its number, 1 to n, from the lowest values up.' }),
    lower: t.exposeFloat('lower', { nullable: false, description: 'Its lower bound, in the units of the indicator.' }),
    upper: t.exposeFloat('upper', { nullable: false, description: 'Its upper bound, in the units of the indicator.' }),
    count: t.exposeInt('count', { nullable: false, description: 'How many regions of the whole level are in it.' }),
  }),
});

const ChoroplethRegion = builder.objectRef<ChoroplethRegionShape>('ChoroplethRegion').implement({
  description: 'A region of a map.',
  fields: (t) => ({
    region: t.expose('region', { type: Region, nullable: false, description: 'The region.' }),
    value: t.exposeFloat('value', {
      description: 'Its latest value, in the units of the indicator; null where there is none, which is not zero.',
    }),
    class: t.exposeInt('class', { description: 'The number of its class; null where it has no value.' }),
  }),
});

const Choropleth = builder.objectRef<ChoroplethShape>('Choropleth').implement({
  description: 'A map of an indicator over the regions of a level.',
  fields: (t) => ({
    indicator: t.loadable({
      ...loadedIndicator,
      nullable: false,
      description: 'What the map shows.',
      resolve: ({ indicatorId }) => indicatorId,
    }),
    level: t.expose('level', { type: RegionLevel, nullable: false, description: 'The level of its regions.' }),
    parent: t.expose('parent', { type: Region, description: 'The region that they are parts of; null for all.' }),
    time: t.expose('newest', {
      type: 'DateTime',
      description: 'The moment of the newest of its values; null where there are none.',
    }),
    classes: t.expose('classes', {
      type: [ChoroplethClass],
      nullable: false,
      description: 'Its classes from the lowest values up: quantiles of the whole level, under a parent too.',
    }),
    regions: t.expose('regions', {
      type: [ChoroplethRegion],
      nullable: false,
      description: 'Every region of the level (under the parent), with a value or not, in the order of their codes.',
    }),
  }),
});

builder.queryField('choropleth', (t) =>
  t.field({
    type: Choropleth,
    description: "A map of an indicator's latest values over the regions of a level; null for an unknown indicator.",
    args: {
      indicator: t.arg.string({ required: true, description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
      level: t.arg({ type: RegionLevel, required: true, description: 'The level of its regions.' }),
      parent: t.arg.string({
        description:
          'The code of the region that they are parts of, one level up: "US-06" for counties. All where absent.',
      }),
    },
    resolve: async (_root, { indicator, level, parent }, context) => {
      const found = await findChoropleth(context, indicator, level, parent ?? null);
      if (!found) return null;
      if (parent != null && found.parent === null) {
        throw badInput(`parent: "${parent}" is no region that one of level ${level} can be a part of.`);
      }
      const regions = found.regions.map(({ value, class: number, ...region }) => ({
        region: { ...region, level },
        value,
        class: number,
      }));
      return { ...found, level, regions };
    },
  }),
);
