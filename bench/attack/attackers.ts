/** A caller that sends all it may: no two of its requests are alike. */
export interface Attacker {
  readonly name: string;
  readonly operation: (nth: number) => { readonly query: string; readonly variables?: object };
}

const times = (count: number, text: (nth: number) => string): string =>
  Array.from({ length: count }, (_, nth) => text(nth)).join(' ');

/** What brought the gateway down, or others to a halt, before it was bounded or priced. */
export const ATTACKERS: readonly Attacker[] = [
  {
    name: 'comments, and documents that are new each time',
    operation: (nth) => ({
      query:
        nth % 4 === 0
          ? `{ __typename }\n#${nth}\n${'#\n'.repeat(85_000)}`
          : `{ p: cmsPages { id slug title } ${times(8, (field) => `a${nth}_${field}: cmsArticles(limit: 1) { id slug title body publishedAt author { id name } cover { id url } tags { tag { id slug name } } region { code name } }`)} }`,
    }),
  },
  {
    name: 'searches',
    operation: (nth) => ({
      query:
        nth % 3 === 0
          ? `{ regions(level: COUNTY, search: "${'aeiou'[nth % 5]}", first: 0) { totalCount } }`
          : 'query ($search: String) { seriesCatalog(first: 20, orderBy: RELEVANCE, search: $search) { totalCount edges { node { code } } } }',
      ...(nth % 3 !== 0 && { variables: { search: `unemployment or rate or county${nth}` } }),
    }),
  },
  {
    name: 'figures, filled',
    operation: (nth) => ({
      query:
        'query ($first: Int, $limit: Int) { seriesCatalog(first: $first) { edges { node { observations(limit: $limit, bucket: DAY, fill: LINEAR, transform: YEAR_ON_YEAR) { value } } } } }',
      variables: { first: 1 + (nth % 5), limit: 2_000 + (nth % 500) },
    }),
  },
  {
    name: 'filters and large answers',
    operation: (nth) => ({
      query:
        nth % 2 === 0
          ? 'query ($filter: CmsArticleFilter) { cmsArticles(filter: $filter, limit: 0) { id } }'
          : `{ a${nth}: choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`,
      ...(nth % 2 === 0 && {
        variables: { filter: { _or: Array.from({ length: 200 }, (_, id) => ({ id: { _eq: id + nth } })) } },
      }),
    }),
  },
];
