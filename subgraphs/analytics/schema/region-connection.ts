import { builder } from './builder.ts';
import { totalCount } from './paging.ts';
import { Region } from './region.ts';

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
