/** What is larger than the one value that a field counts for, as points, by schema coordinate. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  'Region.geometry': 10,
  'Query.__schema': 1_000,
  'Query.__type': 100,
};

/** How long lists that take no size can be: a number, or the name of the list argument that decides it. */
export const LIST_SIZES: Readonly<Record<string, number | string>> = {
  'Choropleth.classes': 9,
  'Choropleth.regions': 5_200,
  'CmsArticle.companies': 20,
  'CmsArticle.series': 20,
  'CmsBlockCompanies.companies': 20,
  'CmsSiteSettings.headlineSeries': 20,
  'Query.dataSources': 50,
  'Query.regionsAt': 'places',
  'Region.ancestors': 4,
  'Region.indicators': 50,
};

/** How long any other can be. */
export const LIST_SIZE = 100;

/** The largest page of a connection that is asked for none; the upstreams give no more. */
export const PAGE_SIZE = 200;
