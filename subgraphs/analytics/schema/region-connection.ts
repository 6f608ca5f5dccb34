import { builder } from './builder.ts';
import { totalCount } from './paging.ts';
import { Region } from './region.ts';

export const RegionEdge = builder.edgeObject({ type: Region, name: 'RegionEdge', description: 'A region in a page.' });

export const RegionConnection = builder.connectionObject<
  typeof Region,
  { totalCount: () => Promise<number> },
  false,
  false
>(
  {
    type: Region,
    name: 'RegionConnection',
    description: 'A page of regions.',
    fields: (t) => ({ totalCount: t.int(totalCount('regions')) }),
  },
  RegionEdge,
);
