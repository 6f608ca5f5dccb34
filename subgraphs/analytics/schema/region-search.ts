import { countRegions, findRegionPage } from '../db/queries/region-page.ts';
import { builder } from './builder.ts';
import { pageOf, readPage, totalCount } from './paging.ts';
import { Region, RegionLevel } from './region.ts';

builder.queryField('regions', (t) =>
  t.connection(
    {
      type: Region,
      nullable: true,
      description: 'The regions of a level that pass every filter given, in the order of their name and code.',
      args: {
        level: t.arg({ type: RegionLevel, required: true, description: 'The level.' }),
        parent: t.arg.string({ description: 'The code of the region that they are parts of: "US-06".' }),
        search: t.arg.string({
          description: 'A part of the name, English or French, or the start of the code; upper or lower case.',
        }),
      },
      resolve: async (_root, args, context) => {
        const page = readPage(args);
        const rows = await findRegionPage(context, args, page);
        const connection = pageOf(page, rows, ({ name, code }) => [name, code]);
        return { ...connection, totalCount: () => countRegions(context, args) };
      },
    },
    {
      name: 'RegionConnection',
      description: 'A page of regions.',
      fields: (connection) => ({ totalCount: connection.int(totalCount('regions')) }),
    },
    { name: 'RegionEdge', description: 'A region in a page.' },
  ),
);
