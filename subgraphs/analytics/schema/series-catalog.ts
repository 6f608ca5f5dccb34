import type { InputShapeFromFields } from '@pothos/core';
import { and, sql } from 'drizzle-orm';
import { keyset } from '../dialect/keyset.ts';
import { findFacets } from '../dialect/queries/series-facets.ts';
import { passes, type SeriesFilter } from '../dialect/series-conditions.ts';
import { listOrder, orderKeys } from '../dialect/series-order.ts';
import { type SeriesColumns, series } from '../dialect/tables.ts';
import { badInput, checkConditions, checkSearch } from './bounds.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';
import { checkCodes } from './known-codes.ts';
import { pageOf, readPage, totalCount } from './paging.ts';
import { RegionLevel } from './region.ts';
import { Frequency, SeasonalAdjustment, Series } from './series.ts';
import { SeriesFacets } from './series-facets.ts';
import { SeriesWhereInput } from './where.ts';

const SeriesOrder = builder.enumType('SeriesOrder', {
  description: 'The order of the catalogue. Ties are in the order of source and code, in the same direction.',
  values: {
    CODE_ASC: { description: 'Source, then code, by code point, from the lowest.' },
    CODE_DESC: { description: 'Source, then code, by code point, from the highest.' },
    TITLE_ASC: { description: 'Title, by code point, from the lowest.' },
    TITLE_DESC: { description: 'Title, by code point, from the highest.' },
    UPDATED_AT_ASC: { description: 'When the record last changed, the longest ago first.' },
    UPDATED_AT_DESC: { description: 'When the record last changed, the most recent first.' },
    ENDS_ON_ASC: { description: 'The day of the last observation, the earliest first.' },
    ENDS_ON_DESC: { description: 'The day of the last observation, the latest first.' },
    RELEVANCE: {
      description:
        'How well a series matches `search`, which is required: first codes that start with it, then titles by the share of their words that match it or its synonyms.',
    },
  },
});

const catalogArgs = builder.args((t) => ({
  search: t.string({
    description:
      'Words of the title in the syntax of web search engines ("a phrase", or, -without), or the start of a code. Synonyms are found too. If nothing is found, words that no title has are corrected. At most 200 characters and 16 words.',
  }),
  source: t.string({ description: 'The code of the source: "BLS".' }),
  indicator: t.string({ description: 'The code of the indicator: "UNEMPLOYMENT_RATE".' }),
  frequency: t.field({ type: Frequency, description: 'How often they are observed.' }),
  region: t.string({ description: 'The code of the region that they are about: "US-06".' }),
  level: t.field({
    type: RegionLevel,
    description: 'The level of the region that they are about, as of the last refresh of the views.',
  }),
  seasonalAdjustment: t.field({ type: SeasonalAdjustment, description: 'How they are seasonally adjusted.' }),
  updatedSince: t.field({ type: 'DateTime', description: 'Only series whose record changed then or later.' }),
  where: t.field({ type: SeriesWhereInput, description: 'Conditions on the series and their figures, at most 20.' }),
  orderBy: t.field({
    type: SeriesOrder,
    description: 'The order. Default: RELEVANCE if there is a search, else CODE_ASC.',
  }),
}));

builder.queryField('seriesCatalog', (t) =>
  t.connection(
    {
      type: Series,
      nullable: true,
      ...nullOnError(
        'The series that pass all given filters: by relevance if there is a search, else in the order of their source and code, or of `orderBy`. For example `{ seriesCatalog(search: "manufacturing", first: 10) { edges { node { code title } } } }`.',
      ),
      args: catalogArgs,
      resolve: async (_root, args, context, info) => {
        const { db } = context;
        const hasWords = Boolean(args.search?.trim());
        const order = args.orderBy ?? (hasWords ? 'RELEVANCE' : 'CODE_ASC');
        if (order === 'RELEVANCE' && !hasWords) throw badInput('orderBy: RELEVANCE needs search.');
        const page = readPage(args, listOrder(order));
        const filter = await readFilter(context, args);
        const keys = (table: SeriesColumns) => keyset(orderKeys(order, table, filter.search), page);
        const query = t.drizzleQueryFromInfo(Series, {
          columns: { seriesId: true, regionCode: true },
          extras: { position: (table: SeriesColumns) => keys(table).position },
          context,
          info,
          path: ['edges', 'node'],
        });
        const rows = await db.query.series.findMany({
          ...query,
          where: { RAW: (table) => and(passes(table, filter), keys(table).where) ?? sql`true` },
          orderBy: (table) => keys(table).orderBy,
          limit: page.size + 1,
        });
        if (rows.length === 0) await checkCodes(context, args);
        return {
          ...pageOf(page, rows),
          totalCount: async () => db.$count(series, passes(series, filter)),
          facets: () => findFacets(context, filter),
          correctedSearch: filter.search?.corrected,
        };
      },
    },
    {
      name: 'SeriesConnection',
      description: 'A page of series.',
      fields: (connection) => ({
        totalCount: connection.int(totalCount('series')),
        facets: connection.field({
          type: SeriesFacets,
          ...nonNull('The number of series in the whole list by source, indicator, frequency and level.'),
          resolve: ({ facets }) => facets(),
        }),
        correctedSearch: connection.string({
          description:
            'The corrected search: if no series has the words of `search`, misspelled words are replaced by similar ones; null if nothing was corrected.',
          resolve: (list) => list.correctedSearch,
        }),
      }),
    },
    { name: 'SeriesEdge', description: 'A series in a page.' },
  ),
);

/** The filter of series in arguments. */
export type SeriesFilterArgs = Omit<InputShapeFromFields<typeof catalogArgs>, 'orderBy'>;

/**
 * Reads the filter of series, and the meaning of its search.
 * @throws BAD_USER_INPUT naming the bound, if the search or the conditions exceed one
 */
export async function readFilter(
  { readSearch }: Pick<AnalyticsContext, 'readSearch'>,
  { search, ...filter }: SeriesFilterArgs,
): Promise<SeriesFilter> {
  const words = search?.trim();
  checkSearch(words);
  checkConditions(filter.where);
  return { ...filter, search: words ? await readSearch(words) : undefined };
}
