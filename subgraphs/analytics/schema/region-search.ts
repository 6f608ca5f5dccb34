import { type Box, countRegions, findRegionPage, indicatorsOfPage, listOrder } from '../dialect/queries/region-page.ts';
import { badInput, checkRange, checkSearch } from './bounds.ts';
import { builder, nullOnError } from './builder.ts';
import { checkCodes, checkLevel, checkParent } from './known-codes.ts';
import { pageOf, readPage, totalCount } from './paging.ts';
import { Region, RegionLevel } from './region.ts';
import { checkRegionWhere, RegionOrder, RegionWhereInput } from './where.ts';

export const RegionEdge = builder.edgeObject({ type: Region, name: 'RegionEdge', description: 'A region in a page.' });

export const RegionConnection = builder.connectionObject<
  typeof Region,
  { totalCount: () => Promise<number>; correctedSearch: string | undefined },
  false,
  false
>(
  {
    type: Region,
    name: 'RegionConnection',
    description: 'A page of regions.',
    fields: (t) => ({
      totalCount: t.int(totalCount('regions')),
      correctedSearch: t.string({
        description:
          'The name that was used instead of `search`, because no region of the level has that; null if nothing was corrected.',
        resolve: (list) => list.correctedSearch,
      }),
    }),
  },
  RegionEdge,
);

builder.queryField('regions', (t) =>
  t.connection(
    {
      type: Region,
      nullable: true,
      ...nullOnError(
        'The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`.',
      ),
      args: {
        level: t.arg({ type: RegionLevel, required: true, description: 'The level.' }),
        parent: t.arg.string({ description: 'The code of the region that contains them: "US-06".' }),
        search: t.arg.string({
          description:
            'A part of the name, English or French, or the start of the code; upper or lower case. If no region of the level has it, the most similar name is used instead. At most 200 characters and 16 words.',
        }),
        bbox: t.arg.floatList({
          description:
            'Only regions that overlap a box: [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the box crosses the antimeridian.',
        }),
        where: t.arg({
          type: RegionWhereInput,
          description: 'Conditions on the regions and their indicators, at most 20.',
        }),
        orderBy: t.arg({ type: RegionOrder, description: 'The order, by an indicator. Default: by name and code.' }),
      },
      resolve: async (_root, { bbox, orderBy, ...args }, context) => {
        checkSearch(args.search);
        checkRegionWhere(args.where, args.level);
        const order = orderBy ?? undefined;
        const page = readPage(args, listOrder(order));
        const requested = { ...args, box: readBox(bbox) };
        const found = await findRegionPage(context, requested, order, page);
        const words = args.search?.trim();
        const correctedSearch =
          found.length === 0 && words ? await context.correctRegions(args.level, words) : undefined;
        const isCorrected = correctedSearch !== undefined;
        const filter = isCorrected ? { ...requested, search: correctedSearch } : requested;
        const rows = isCorrected ? await findRegionPage(context, filter, order, page) : found;
        if (!rows[0]?.isSound) {
          await checkCodes(context, { indicator: indicatorsOfPage(filter, order) });
          if (order) await checkLevel(context, order.indicator, args.level);
        }
        if (rows.length === 0 && args.parent != null) await checkParent(context, args.parent, args.level);
        return { ...pageOf(page, rows), correctedSearch, totalCount: () => countRegions(context, filter) };
      },
    },
    RegionConnection,
    RegionEdge,
  ),
);

/** @throws BAD_USER_INPUT if it is not a box on the globe */
function readBox(bbox: readonly number[] | null | undefined): Box | undefined {
  if (bbox == null) return undefined;
  const [west, south, east, north] = bbox;
  if (bbox.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined) {
    throw badInput(`bbox: four numbers, [west, south, east, north], not ${bbox.length}.`);
  }
  for (const longitude of [west, east]) checkRange('bbox, longitude', longitude, -180, 180);
  for (const latitude of [south, north]) checkRange('bbox, latitude', latitude, -90, 90);
  if (south > north) throw badInput(`bbox: south is at most north, not ${south} above ${north}. Swap them.`);
  return [west, south, east, north];
}
