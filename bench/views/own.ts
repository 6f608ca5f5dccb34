import { readFileSync } from 'node:fs';
import { loadContent } from '../../content-model/index.ts';
import { loadRecords } from '../../sandbox/twenty/index.ts';
import { STAFF } from '../contestants/chronos.ts';
import { graphqlRequest, type ViewRequest } from '../contestants/contestant.ts';
import { type Entrant, questionsOf } from '../entrant.ts';
import type { Upstreams } from '../upstreams/run.ts';

type Variables = Readonly<Record<string, unknown>>;

const REGIONS = 50;

/** The project's views, each with the variables that it is requested with in turn. */
function variablesOf({ items }: Upstreams): Readonly<Record<string, readonly Variables[]>> {
  const articles = loadContent().rows.cms_articles ?? [];
  const regions = items.slice(0, REGIONS).map(({ region }) => region.code);
  const states = new Set(items.map(({ region }) => region.code.slice(0, 'US-06'.length)));
  return {
    Home: [{}],
    HomeForStaff: [{}],
    ArticlePageForStaff: articles
      .filter(({ status }) => status === 'published')
      .map(({ slug }) => ({ slug, from: '2007-01-01', to: '2015-12-31' })),
    RegionDashboardForStaff: regions.map((code) => ({ code })),
    Choropleth: Array.from(states, (parent) => ({ indicator: 'UNEMPLOYMENT_RATE', level: 'COUNTY', parent })),
    CompanyProfile: (loadRecords().companies ?? []).map(({ id }) => ({ id })),
  };
}

/** The five views as staff see them. */
export const OWN_VIEWS = [
  'HomeForStaff',
  'ArticlePageForStaff',
  'RegionDashboardForStaff',
  'Choropleth',
  'CompanyProfile',
] as const;

/** The home page as the public sees it. */
export const PUBLIC_VIEW = 'Home';

export type OwnView = (typeof OWN_VIEWS)[number] | typeof PUBLIC_VIEW;

/**
 * Returns the gateway with one of its views to answer: to staff, or the public one to anonymous callers.
 * @throws Error where an answer comes with errors, or with nothing
 */
export async function withView(entrant: Entrant, upstreams: Upstreams, view: OwnView): Promise<Entrant> {
  const query = documentOf(view);
  const requests = (variablesOf(upstreams)[view] ?? []).map(
    (variables): ViewRequest => graphqlRequest(query, variables, view === PUBLIC_VIEW ? {} : STAFF),
  );
  const questions = await questionsOf(entrant.url, requests, (answer) => {
    const { data, errors } = answer as { data?: Record<string, unknown>; errors?: unknown };
    const isWhole = errors === undefined && data && Object.values(data).every((value) => value !== null);
    if (!isWhole) throw new Error(`${view} is answered with ${JSON.stringify(answer).slice(0, 2_000)}`);
  });
  return { ...entrant, questions };
}

/** The document as clients send it, fragments and all. */
function documentOf(view: OwnView): string {
  const file = new URL('../../client/views/generated/persisted-documents.json', import.meta.url);
  const documents: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  const found = Object.values(documents).find((text) => new RegExp(`query ${view}\\b`).test(text));
  if (found === undefined) throw new Error(`The client has no operation ${view}: run \`npm run codegen\`.`);
  return found;
}
