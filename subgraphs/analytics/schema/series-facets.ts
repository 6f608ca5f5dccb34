import { type FacetName, type FacetValue, findFacets } from '../dialect/queries/series-facets.ts';
import type { SeriesFilter } from '../dialect/series-conditions.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';

type Facets = ReadonlyMap<FacetName, readonly FacetValue[]>;

const SeriesFacet = builder.objectRef<FacetValue>('SeriesFacet').implement({
  description: 'A value that a list of series can be filtered by.',
  fields: (t) => ({
    code: t.exposeString('code', nonNull('The value, as the argument of `seriesCatalog` takes it: "BLS", "MONTHLY".')),
    name: t.string({
      ...nullOnError('Its name in English; for frequencies and levels, the value.'),
      resolve: ({ name, code }) => name ?? code,
    }),
    count: t.exposeInt('count', nonNull('The number of series in the list with this value, 1 or more.')),
  }),
});

/** Fields, each with its facet and its description. */
const FACETS = {
  sources: ['source', 'their sources'],
  indicators: ['indicator', 'their indicators'],
  frequencies: ['frequency', 'how often they are observed'],
  levels: ['level', 'the levels of the regions that they are about, as of the last refresh of the views'],
} as const satisfies Record<string, readonly [FacetName, string]>;

export const SeriesFacets = builder.objectRef<Facets>('SeriesFacets').implement({
  description: 'The possible filters of the whole list, over all pages: the most frequent value first.',
  fields: (t) =>
    Object.fromEntries(
      Object.entries(FACETS).map(([field, [facet, of]]) => [
        field,
        t.field({
          type: [SeriesFacet],
          ...nonNull(`By ${of}; series without a value are not counted.`),
          resolve: (facets) => facets.get(facet) ?? [],
        }),
      ]),
    ),
});

/** The graph's names of frequencies, by the database's. */
const FREQUENCIES: Readonly<Record<string, string>> = Object.fromEntries(
  ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ANNUAL'].map((name) => [name.slice(0, 1), name]),
);

/** Finds the facets of all series that pass a filter. */
export async function facetsOf(context: AnalyticsContext, filter: SeriesFilter): Promise<Facets> {
  const facets = await findFacets(context, filter);
  const frequencies = facets.get('frequency') ?? [];
  return facets.set(
    'frequency',
    frequencies.map((each) => ({ ...each, code: FREQUENCIES[each.code] ?? each.code })),
  );
}
