import type { FacetName, FacetValue } from '../dialect/queries/series-facets.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { frequencies } from './series.ts';

type Facets = ReadonlyMap<FacetName, readonly FacetValue[]>;

/** The graph's names of frequencies, by the database's. */
const frequencyNames: ReadonlyMap<string, string> = new Map(
  Object.entries(frequencies).map(([name, { value }]) => [value, name]),
);

const codeOf = ({ facet, code }: FacetValue) => (facet === 'frequency' ? frequencyNames.get(code) : code) ?? code;

const SeriesFacet = builder.objectRef<FacetValue>('SeriesFacet').implement({
  description: 'A value that a list of series can be filtered by.',
  fields: (t) => ({
    code: t.string({
      ...nonNull('The value, as the argument of `seriesCatalog` takes it: "BLS", "MONTHLY".'),
      resolve: codeOf,
    }),
    name: t.string({
      ...nullOnError('Its name in English; for frequencies and levels, the value.'),
      resolve: (value) => value.name ?? codeOf(value),
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
