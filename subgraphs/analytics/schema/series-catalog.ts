import { and, type SQLWrapper, sql } from 'drizzle-orm';
import { keyset } from '../db/keyset.ts';
import { countSeries } from '../db/queries/count-series.ts';
import { passes, sourceCode } from '../db/series-conditions.ts';
import { builder } from './builder.ts';
import { pageOf, readPage, totalCount } from './paging.ts';
import { Frequency, Series, selectCode } from './series.ts';

builder.queryField('seriesCatalog', (t) =>
  t.connection(
    {
      type: Series,
      nullable: true,
      description: 'The series that pass every filter given, in the order of their source and code.',
      args: {
        search: t.arg.string({
          description:
            'Words of the title, as web search engines take them ("a phrase", or, -without), or the start of a code.',
        }),
        source: t.arg.string({ description: 'The code of the source: "BLS".' }),
        indicator: t.arg.string({ description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
        frequency: t.arg({ type: Frequency, description: 'How often they are observed.' }),
        region: t.arg.string({ description: 'The code of the region that they are about: "US-06".' }),
      },
      resolve: async (_root, args, context, info) => {
        const { db, run } = context;
        const page = readPage(args);
        const query = t.drizzleQueryFromInfo(Series, { ...selectCode, context, info, path: ['edges', 'node'] });
        const rows = await run(
          db.query.series.findMany({
            ...query,
            where: { RAW: (table) => and(passes(table, args), keyset(order(table), page).where) ?? sql`true` },
            orderBy: (table) => keyset(order(table), page).orderBy,
            limit: page.size + 1,
          }),
        );
        const connection = pageOf(page, rows, ({ source, code }) => [source.code, code]);
        return { ...connection, totalCount: () => countSeries(context, args) };
      },
    },
    {
      name: 'SeriesConnection',
      description: 'A page of series.',
      fields: (connection) => ({ totalCount: connection.int(totalCount('series')) }),
    },
    { name: 'SeriesEdge', description: 'A series in a page.' },
  ),
);

function order(table: { sourceId: SQLWrapper; code: SQLWrapper }) {
  return [sourceCode(table), table.code] as const;
}
