import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { loadContent } from '../../content-model/index.ts';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { loadRecords, startTwenty } from '../../sandbox/twenty/index.ts';
import { type AnalyticsUpstream, createAnalytics } from '../../subgraphs/analytics/index.ts';
import { createAnalyticsServer } from '../../subgraphs/analytics/server.ts';
import {
  ARTICLES,
  type Article,
  articlesOf,
  type Codes,
  type Company,
  companies,
  contentWith,
  firstOffset,
  recordsWith,
  type ViewItem,
} from '../world.ts';
import { plainAnalytics, plainCms, plainCrm } from './plain.ts';
import { TOKENS } from './tokens.ts';

/** The servers that answer what the fronts have not been asked before, and what they hold. */
export interface StandIns {
  readonly origins: {
    readonly cms: Readonly<Record<string, string>>;
    readonly crm: Readonly<Record<string, string>>;
    readonly analytics: Readonly<Record<string, string>>;
  };
  /** The items of the view, in the order of the list that it is a part of. */
  readonly items: readonly ViewItem[];
  readonly firstOffset: number;
  /** How many statements of SQL analytics has sent since the last time. */
  takeStatements(): number;
}

/** Starts the sandbox's stand-ins over the benchmark's data and the sandbox's database. They end with this process. */
export async function startStandIns(databaseUrl: string): Promise<StandIns> {
  let statements = 0;
  const onCall = () => {
    statements += 1;
    return undefined;
  };
  const analytics = await createAnalytics({ databaseUrl, maxWaiting: 10_000, onCall });
  const articles = articlesOf(await codesOf(analytics));
  const content = loadContent();
  const offset = firstOffset(content);
  const items = await itemsOf(analytics, articles);
  const [directus, twenty, subgraph, cms, crm, figures] = await Promise.all([
    startDirectus({ token: TOKENS.directus, content: contentWith(content, articles) }),
    startTwenty({ apiKey: TOKENS.twenty, records: recordsWith(loadRecords()) }),
    listenOn(createServer(createAnalyticsServer(analytics, { logging: false }))),
    listenOn(plainCms(articles, offset)),
    listenOn(plainCrm(companies())),
    listenOn(plainAnalytics(items)),
  ]);
  return {
    origins: {
      cms: { graphql: directus.url, server: directus.url, plain: cms },
      crm: { graphql: twenty.url, plain: crm },
      analytics: { graphql: subgraph, plain: figures },
    },
    items,
    firstOffset: offset,
    takeStatements() {
      const taken = statements;
      statements = 0;
      return taken;
    },
  };
}

async function listenOn(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Node }[];
}

interface SeriesNode {
  readonly code: string;
  readonly latest: { readonly value: number | null } | null;
}

/** As many codes as there are articles, of series that have a latest value and of regions. */
async function codesOf(analytics: AnalyticsUpstream): Promise<Codes> {
  const series = await codesIn<SeriesNode>(
    analytics,
    'seriesCatalog(first: 200, after: $after)',
    'code latest { value }',
    ({ latest }) => Number.isFinite(latest?.value),
  );
  const regions = await codesIn<{ readonly code: string }>(
    analytics,
    'regions(level: COUNTY, first: 200, after: $after)',
    'code',
    () => true,
  );
  return { series, regions };
}

async function codesIn<Node extends { readonly code: string }>(
  analytics: AnalyticsUpstream,
  field: string,
  selection: string,
  isFit: (node: Node) => boolean,
): Promise<readonly string[]> {
  const query = `query ($after: String) { page: ${field} {
    pageInfo { hasNextPage endCursor } edges { node { ${selection} } } } }`;
  const codes: string[] = [];
  let after: string | null = null;
  do {
    const { page }: { page: Page<Node> } = await ask(analytics, query, { after });
    codes.push(
      ...page.edges
        .map(({ node }) => node)
        .filter(isFit)
        .map(({ code }) => code),
    );
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && codes.length < ARTICLES);
  return codes;
}

/** What the view has to answer for each article, put together by hand. */
async function itemsOf(analytics: AnalyticsUpstream, articles: readonly Article[]): Promise<readonly ViewItem[]> {
  const series = await found<ViewItem['series']>(
    analytics,
    'seriesByCodes',
    'code title units latest { time value }',
    articles.map(({ seriesCode }) => seriesCode),
  );
  const regions = await found<ViewItem['region']>(
    analytics,
    'regionsByCodes',
    'code name',
    articles.map(({ regionCode }) => regionCode),
  );
  const company = new Map<string, Company>(companies().map((each) => [each.id, each]));
  return articles.map(({ title, slug, publishedAt, companyId, seriesCode, regionCode }) => {
    const { name, domain } = known(company, companyId);
    return {
      title,
      slug,
      publishedAt,
      company: { name, domain },
      series: known(series, seriesCode),
      region: known(regions, regionCode),
    };
  });
}

async function found<T extends { readonly code: string }>(
  analytics: AnalyticsUpstream,
  lookup: string,
  selection: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const CHUNK = 500;
  const byCode = new Map<string, T>();
  for (let start = 0; start < codes.length; start += CHUNK) {
    const query = `query ($codes: [String!]!) { found: ${lookup}(codes: $codes) { ${selection} } }`;
    const answer: { found: readonly T[] } = await ask(analytics, query, { codes: codes.slice(start, start + CHUNK) });
    for (const each of answer.found) byCode.set(each.code, each);
  }
  return byCode;
}

async function ask<T>(analytics: AnalyticsUpstream, query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await analytics.execute({
    document: parse(query),
    variables,
    context: { caller: { audience: 'internal' } },
  });
  if (errors || !data) throw new AggregateError(errors ?? [], `Analytics did not answer: ${query}`);
  // graphql-js makes objects without a prototype, and dates that only JSON writes out.
  return JSON.parse(JSON.stringify(data));
}

function known<T>(values: ReadonlyMap<string, T>, key: string): T {
  const value = values.get(key);
  if (value === undefined) throw new Error(`The stand-ins do not have ${key}.`);
  return value;
}
