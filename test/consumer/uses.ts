import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  ArticlePageDocument,
  createClient,
  type GraphError,
  HomeDocument,
  hasCode,
  SeriesColumnsDocument,
  SeriesPagesDocument,
  toTypedColumns,
} from '../../client/index.ts';

const client = createClient({ url: 'http://127.0.0.1:4000/graphql', key: 'chr_key' });

const article = await client.request(ArticlePageDocument, { slug: 'manufacturing-after-the-great-recession' });
const found = article.cmsArticleBySlug;
export const title: string | undefined = found?.title;
export const latest: number | null | undefined = found?.series[0]?.latest?.value;

const home = await client.request(HomeDocument);
export const newest: readonly string[] = home.cmsArticles.map((each) => each.title);

const { data, errors } = await client.requestPartial(HomeDocument);
export const tagline: string | null | undefined = data?.cmsSiteSettings?.tagline;
export const partial: string | null | undefined = data?.cmsArticles?.[0]?.title;
export const first: GraphError | undefined = errors[0];

export function explain(error: unknown): string {
  if (hasCode(error, 'COST_LIMIT_EXCEEDED')) return `${error.extensions.cost.requested} points`;
  if (hasCode(error, 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNREACHABLE')) return error.extensions.upstream ?? 'somewhere';
  return hasCode(error, 'RATE_LIMITED') ? `${error.extensions.allowance} in ${error.retryAfterMs} ms` : 'unknown';
}

export const codes: string[] = [];
for await (const series of client.pages(SeriesPagesDocument, { search: 'jobs' }, (page) => page.seriesCatalog)) {
  codes.push(series.code);
}

const { series } = await client.request(SeriesColumnsDocument, { code: 'BLS:CES0000000001', bucket: 'YEAR' });
export const values: Float64Array | undefined = series?.observationColumns
  ? toTypedColumns(series.observationColumns).values
  : undefined;

declare const parsed: TypedDocumentNode<{ readonly one: number }, { readonly code: string }>;
export const one: number = (await client.request(parsed, { code: 'US-06' })).one;

export const untyped: unknown = await client.request('{ __typename }');
