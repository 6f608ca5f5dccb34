import { type GraphError, hasCode, isCredentialError } from '@chronos-graph/client';

/** What each field is to a reader. */
const PARTS: Readonly<Record<string, string>> = {
  cmsSiteSettings: 'the headline figures',
  headlineSeries: 'the headline figures',
  cmsArticles: 'the articles',
  cmsArticleBySlug: 'the article',
  cmsPageBySlug: 'the page',
  articles: 'the articles',
  companies: 'the companies',
  crmCompany: 'the company',
  pipeline: 'the sales pipeline',
  series: 'the series and their charts',
  recessions: 'the series and their charts',
  relatedSeries: 'related series',
  seriesCatalog: 'the catalogue of series',
  indicators: 'the indicators',
  observations: 'the figures',
  choropleth: 'the map',
  counties: 'the map',
  provinces: 'the map',
  region: 'the region',
  county: 'the county',
  state: 'the state',
  province: 'the province',
  states: 'the states',
};

/** What is missing for one reason. */
export interface Missing {
  /** Why, as the gateway says it. */
  readonly reason: string;
  /** What a reader does not see, in words: "the articles". */
  readonly parts: readonly string[];
}

/** What of a page did not arrive, by the reasons for it. */
export function missing(errors: readonly GraphError[]): readonly Missing[] {
  const byReason = Map.groupBy(errors, reasonOf);
  return [...byReason].map(([reason, of]) => {
    const parts = new Set(of.flatMap(({ path }) => partAt(path)));
    // Always in one order: errors come as they happen.
    return { reason, parts: [...new Set([...Object.values(PARTS), ...parts])].filter((part) => parts.has(part)) };
  });
}

/** An error in words for a visitor, who knows nothing of headers. */
export function reasonOf(error: GraphError): string {
  if (hasCode(error, 'UNREACHABLE', 'TIMEOUT', 'NOT_GRAPHQL')) return 'The graph cannot be reached.';
  if (!isCredentialError(error)) return error.message;
  if (error.code === 'CREDENTIAL_EXPIRED') return 'Your key or token has expired: request a new one.';
  if (error.code === 'CREDENTIAL_REVOKED') return 'Your key or token was revoked: request a new one.';
  return 'This key or token is not known: check it, or request a new one.';
}

/** Whether the visitor's credential is no longer good. */
export function isSignedOut(errors: readonly GraphError[]): boolean {
  return errors.some(isCredentialError);
}

function partAt(path: GraphError['path'] = []): string[] {
  const name = path.findLast((step) => typeof step === 'string');
  return typeof name === 'string' ? [PARTS[name] ?? name] : [];
}
