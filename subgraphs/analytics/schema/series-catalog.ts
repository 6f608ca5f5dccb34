import { and, sql } from 'drizzle-orm';
import { keyset } from '../dialect/keyset.ts';
import { countSeries } from '../dialect/queries/count-series.ts';
import { passes } from '../dialect/series-conditions.ts';
import { leadingKey, listOrder, type OrderedColumns, orderKeys } from '../dialect/series-order.ts';
import { badInput, checkConditions, checkSearch } from './bounds.ts';
import { builder } from './builder.ts';
import { checkCodes } from './known-codes.ts';
import { pageOf, readPage, totalCount } from './paging.ts';
import { Frequency, SeasonalAdjustment, Series } from './series.ts';
import { SeriesWhereInput } from './where.ts';

const SeriesOrder = builder.enumType('SeriesOrder', {
  description: 'What the catalogue is ordered by. Ties are in the order of source and code, in the same direction.',
  values: {
    CODE_ASC: { description: 'Source, then code, by code point, from the lowest.' },
    CODE_DESC: { description: 'Source, then code, by code point, from the highest.' },
    TITLE_ASC: { description: 'Title, by code point, from the lowest.' },
    TITLE_DESC: { description: 'Title, by code point, from the highest.' },
    UPDATED_AT_ASC: { description: 'When the record last changed, the longest ago first.' },
    UPDATED_AT_DESC: { description: 'When the record last changed, the most recent first.' },
    ENDS_ON_ASC: { description: 'The day of the last observation, the earliest first, before it those without any.' },
    ENDS_ON_DESC: { description: 'The day of the last observation, the latest first; those without any are last.' },
    RELEVANCE: {
      description:
        'How well it matches `search`, which it needs: first a code that starts with it, then what has the words in the title.',
    },
  },
});

builder.queryField('seriesCatalog', (t) =>
  t.connection(
    {
      type: Series,
      nullable: true,
      description: 'The series that pass every filter given, in the order of their source and code or as asked.',
      args: {
        search: t.arg.string({
          description:
            'Words of the title, as web search engines take them ("a phrase", or, -without), or the start of a code. At most 200 characters and 16 words.',
        }),
        source: t.arg.string({ description: 'The code of the source: "BLS".' }),
        indicator: t.arg.string({ description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
        frequency: t.arg({ type: Frequency, description: 'How often they are observed.' }),
        region: t.arg.string({ description: 'The code of the region that they are about: "US-06".' }),
        seasonalAdjustment: t.arg({ type: SeasonalAdjustment, description: 'How they are seasonally adjusted.' }),
        updatedSince: t.arg({ type: 'DateTime', description: 'Only those whose record changed then or later.' }),
        where: t.arg({ type: SeriesWhereInput, description: 'Conditions on their figures, at most 20.' }),
        orderBy: t.arg({ type: SeriesOrder, defaultValue: 'CODE_ASC', description: 'What they are ordered by.' }),
      },
      resolve: async (_root, args, context, info) => {
        const { db, run } = context;
        const order = args.orderBy ?? 'CODE_ASC';
        if (order === 'RELEVANCE' && !args.search?.trim()) throw badInput('orderBy: RELEVANCE needs search.');
        checkSearch(args.search);
        checkConditions(args.where);
        const page = readPage(args, listOrder(order));
        const query = t.drizzleQueryFromInfo(Series, {
          columns: { seriesId: true, regionCode: true, code: true },
          with: { source: { columns: { code: true } } },
          extras: { leadingKey: (table: OrderedColumns) => leadingKey(order, table, args) },
          context,
          info,
          path: ['edges', 'node'],
        });
        const rows = await run(
          db.query.series.findMany({
            ...query,
            where: {
              RAW: (table) => and(passes(table, args), keyset(orderKeys(order, table, args), page).where) ?? sql`true`,
            },
            orderBy: (table) => keyset(orderKeys(order, table, args), page).orderBy,
            limit: page.size + 1,
          }),
        );
        if (rows.length === 0) await checkCodes(context, args);
        const connection = pageOf(page, rows, ({ leadingKey: key, source, code }) =>
          key === null ? [source.code, code] : [key, source.code, code],
        );
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
