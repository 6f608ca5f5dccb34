import { regionKey } from '../dialect/levels.ts';
import { countChildren, findAncestors, findChildren, findNeighbours } from '../dialect/queries/region-kin.ts';
import { batched } from './batched.ts';
import { bounds, checkRange } from './bounds.ts';
import { builder, nullOnError } from './builder.ts';
import { pageOf, readPage } from './paging.ts';
import { Region, RegionLevel } from './region.ts';
import { RegionConnection, RegionEdge } from './region-search.ts';

const ancestorsOf = batched(findAncestors, regionKey);
const childrenOf = batched(findChildren, regionKey);
const childCountOf = batched(countChildren, regionKey);
const neighboursOf = batched(findNeighbours, regionKey);

builder.objectFields(Region, (t) => ({
  ancestors: t.field({
    type: [Region],
    ...nullOnError(
      "The regions that contain it, the smallest first: a county's state, its division, its region. At most 4.",
    ),
    resolve: async (region, _args, context) =>
      region.parentCode === null ? [] : ((await ancestorsOf(context, {}).load(region)) ?? []),
  }),
  children: t.connection(
    {
      type: Region,
      nullable: true,
      ...nullOnError(
        "Its parts, those whose `parent` it is: a state's counties, metropolitan areas, places and so on, in the order of level, name and code.",
      ),
      args: {
        level: t.arg({ type: RegionLevel, description: 'Only parts of this level: COUNTY. All levels if absent.' }),
      },
      resolve: async ({ level: ownLevel, code }, { level: requested, ...args }, context) => {
        const page = readPage(args);
        const level = requested ?? undefined;
        const parent = { level: ownLevel, code };
        const rows = (await childrenOf(context, { level, page }).load(parent)) ?? [];
        return {
          ...pageOf(page, rows),
          totalCount: async () => (await childCountOf(context, { level }).load(parent)) ?? 0,
        };
      },
    },
    RegionConnection,
    RegionEdge,
  ),
  neighbours: t.field({
    type: [Region],
    ...nullOnError(
      'The regions of its level that it shares a border with, in the order of their codes. Regions that only meet at a corner share no border.',
    ),
    args: { first: t.arg.int({ defaultValue: 50, description: 'The maximum number, 1 to 200.' }) },
    resolve: async (region, args, context) => {
      const first = checkRange('first', args.first ?? 50, 1, bounds.page);
      return (await neighboursOf(context, { first }).load(region)) ?? [];
    },
  }),
}));
