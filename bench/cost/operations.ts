/** An operation that the public may send, and that is known to be dear for its size. */
export interface PricedOperation {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** It costs more than the public may spend, or the public does not have it: staff send it. */
  readonly isForStaff?: true;
}

const times = (count: number, text: (nth: number) => string): string =>
  Array.from({ length: count }, (_, nth) => text(nth)).join(' ');

const catalogue = (fields: string, args = 'first: 50'): string =>
  `{ seriesCatalog(${args}) { edges { node { ${fields} } } } }`;
const states = (fields: string, args = 'level: STATE, first: 50'): string =>
  `{ regions(${args}) { edges { node { ${fields} } } } }`;
const figures = (args: string, first = 50, limit = 1): string =>
  catalogue(`observations(limit: ${limit}, ${args}) { value }`, `first: ${first}`);

/** Each kind of work that an upstream does: rows read, fills, transforms, geometry, neighbours, searches, filters. */
export const OPERATIONS: readonly PricedOperation[] = [
  { name: 'nothing', query: '{ __typename }' },
  { name: 'a series', query: '{ series(code: "BLS:CES0000000001") { title latest { value } } }' },
  { name: 'a page of series', query: catalogue('title units latest { time value }', 'first: 200') },
  {
    name: 'observations, as they are',
    query: catalogue('observations(limit: 1000) { time value }', 'frequency: MONTHLY, first: 40'),
  },
  { name: 'observations by day', query: figures('bucket: DAY') },
  { name: 'observations by day, filled', query: figures('bucket: DAY, fill: LINEAR', 5, 4_000) },
  { name: 'the newest observation by day, filled', query: figures('bucket: DAY, fill: LINEAR') },
  {
    name: 'observations by day, filled, year on year',
    query: figures('bucket: DAY, fill: LINEAR, transform: YEAR_ON_YEAR', 5, 4_000),
  },
  {
    name: 'observations by month, filled',
    query: figures('bucket: MONTH, fill: LINEAR', 50, 1_000),
  },
  {
    name: 'observations by week, filled',
    query: figures('bucket: WEEK, fill: PREVIOUS', 30, 1_000),
  },
  { name: 'observations, an index', query: figures('transform: INDEX, base: "2010-01-01"') },
  { name: 'observations by month', query: figures('bucket: MONTH, aggregate: MEAN') },
  {
    name: 'comparisons of series',
    query: catalogue(
      'comparison(with: "BLS:CES0000000001", by: RATIO, bucket: MONTH, fill: LINEAR, limit: 100) { units observations { date value } }',
      'indicator: "EMPLOYMENT", first: 20',
    ),
  },
  { name: 'statistics of series', query: catalogue('summary { count mean }') },
  { name: 'related series', query: catalogue('relatedSeries(first: 50) { score series { code } }', 'first: 5') },
  {
    name: 'a search of series',
    query: '{ seriesCatalog(search: "unemployment rate", first: 20) { totalCount edges { node { code } } } }',
  },
  {
    name: 'a search of series, by relevance',
    query:
      '{ seriesCatalog(search: "unemployment or rate", orderBy: RELEVANCE, first: 20) { totalCount edges { node { code } } } }',
  },
  {
    name: 'a search of series, with facets',
    query:
      '{ seriesCatalog(search: "jobless rate or jobs", first: 0) { facets { sources { code count } indicators { code count } levels { code count } } } }',
  },
  {
    name: 'a search of 16 words',
    query: `{ seriesCatalog(search: "${times(7, (nth) => `word${nth} or`)} word", first: 0) { totalCount } }`,
  },
  {
    name: 'a search of regions',
    query: '{ regions(level: COUNTY, search: "san", first: 20) { totalCount edges { node { name } } } }',
  },
  {
    name: 'a search of regions, corrected',
    query:
      '{ regions(level: COUNTY, search: "san fransisko", first: 20) { totalCount correctedSearch edges { node { name } } } }',
  },
  {
    name: 'a search of regions, of one letter',
    query: '{ regions(level: COUNTY, search: "e", first: 20) { totalCount edges { node { name } } } }',
  },
  {
    name: 'regions by an indicator',
    query:
      '{ regions(level: COUNTY, where: {indicator: {code: "UNEMPLOYMENT_RATE", gt: 9}}, orderBy: {indicator: "UNEMPLOYMENT_RATE"}, first: 20) { totalCount edges { node { name } } } }',
  },
  {
    name: 'regions by twenty conditions',
    query: `{ regions(level: COUNTY, where: {or: [${times(20, (nth) => `{indicator: {code: "UNEMPLOYMENT_RATE", eq: ${nth}.25}}`)}]}, first: 20) { totalCount edges { node { name } } } }`,
  },
  {
    name: 'regions in a box',
    query: '{ regions(level: COUNTY, bbox: [-125, 24, -66, 49], first: 20) { totalCount edges { node { name } } } }',
  },
  { name: 'borders', query: states('geometry') },
  { name: 'borders, simplified', query: states('geometry(simplify: 1000)') },
  { name: 'boxes, centres and areas', query: states('boundingBox centroid { latitude } areaKm2') },
  { name: 'neighbours', query: states('neighbours(first: 200) { code }', 'level: COUNTY, first: 50') },
  {
    name: 'parts and ancestors',
    query: states('ancestors { name } children(first: 20) { totalCount edges { node { name } } }'),
  },
  { name: 'indicators of regions', query: states('indicators { value rank }', 'level: COUNTY, first: 100') },
  {
    name: 'coverage of an indicator',
    query: '{ indicator(code: "UNEMPLOYMENT_RATE") { coverage { series levels { level regions frequencies } } } }',
  },
  {
    name: 'coverage of all',
    query:
      '{ indicators(first: 50) { coverage { series levels { level regions frequencies } } } dataSources { coverage { startsOn endsOn levels { level } } } }',
  },
  {
    name: 'a map',
    query:
      '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { classes { lower } regions { value class region { name } } } }',
  },
  {
    name: 'a map in natural breaks',
    query:
      '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, method: JENKS, classes: 9) { classes { lower } } }',
  },
  {
    name: 'a panel of ten years',
    query:
      '{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2000-01-01", to: "2009-12-31") { codes times values } }',
    isForStaff: true,
  },
  {
    name: 'places',
    query: `{ regionsAt(places: [${times(150, (nth) => `{latitude: ${25 + nth / 15}, longitude: ${-120 + nth / 6}}`)}]) { name } }`,
  },
  {
    name: 'counties that hold one of 150 places',
    query: `{ regions(level: COUNTY, where: {places: [${times(150, (nth) => `{latitude: ${25 + nth / 15}, longitude: ${-120 + nth / 6}}`)}]}, first: 20) { totalCount edges { node { name } } } }`,
  },
  {
    name: 'articles about regions of all levels that hold one of 71 places',
    query: `{ cmsArticles(whereRegion: {places: [${times(71, (nth) => `{latitude: ${25 + nth / 3}, longitude: ${-120 + nth / 2}}`)}]}, limit: 20) { title } }`,
  },
  {
    name: 'articles and all that they link to',
    query:
      '{ cmsArticles(limit: 20) { title author { name } tags { tag { name } } series { title latest { value } } region { name centroid { latitude } } } }',
  },
  { name: 'articles of regions', query: states('articles(first: 20) { title }') },
  {
    name: 'a filter of 200 clauses',
    query: `{ cmsArticles(filter: {_or: [${times(200, (nth) => `{id: {_eq: ${nth}}}`)}]}, limit: 0) { id } }`,
  },
  {
    name: 'a filter of 200 clauses, by a variable',
    query: 'query ($filter: CmsArticleFilter) { cmsArticles(filter: $filter, limit: 0) { id } }',
    variables: { filter: { _or: Array.from({ length: 200 }, (_, id) => ({ id: { _eq: id } })) } },
  },
  {
    name: 'articles by counties, across a link',
    query:
      '{ cmsArticles(whereRegion: {level: COUNTY, indicator: {code: "UNEMPLOYMENT_RATE", gt: 0}}, limit: 20) { title } }',
  },
  {
    name: 'articles by regions of all levels, across a link',
    query: '{ cmsArticles(whereRegion: {indicator: {code: "UNEMPLOYMENT_RATE", gt: 9}}, limit: 20) { title } }',
  },
  {
    name: 'articles by 500 series, across a link',
    query: '{ cmsArticles(whereSeries: {latest: {gt: 14}}, limit: 20) { title } }',
  },
  {
    name: 'series by articles, across a link',
    query: '{ seriesCatalog(whereArticles: {id: {_gt: 0}}, first: 20) { totalCount edges { node { title } } } }',
  },
  {
    name: "authors' articles by regions of all levels, across a link",
    query:
      '{ cmsAuthors(limit: 20) { name articles(whereRegion: {indicator: {code: "UNEMPLOYMENT_RATE", gt: 9}}, limit: 20) { title } } }',
  },
  {
    name: 'companies by regions, located',
    query:
      '{ crmCompanies(whereRegion: {indicator: {code: "UNEMPLOYMENT_RATE", gt: 9}}, first: 20) { totalCount edges { node { name } } } }',
    isForStaff: true,
  },
  {
    name: 'counties by the companies that stand in them, located',
    query:
      '{ regions(level: COUNTY, whereCompanies: {name: {neq: ""}}, first: 20) { totalCount edges { node { name } } } }',
    isForStaff: true,
  },
  {
    name: 'articles that do not pass a condition of their own',
    query: '{ cmsArticles(whereLinks: {not: {row: {id: {_gt: 30}}}}, limit: 20) { title } }',
  },
  {
    name: 'the schema',
    query:
      '{ __schema { types { name description fields { name description args { name } type { name ofType { name } } } } } }',
  },
];
