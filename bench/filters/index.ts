import { randomBytes } from 'node:crypto';
import { freePort } from '../../test/ports.ts';
import { type StartedGateway, startAsNpm } from '../attack/gateway.ts';
import { machine } from '../machine.ts';
import { figure, percentile, table, writePart } from '../results.ts';

/** The longest that a filter over all counties may take, in milliseconds: of a hundred, five may take longer. */
const GOAL_MS = 50;

/** How often each is asked before, and how often it is timed. */
const WARM_UP = 50;

/** A filter that looks at every county. No two requests are alike, so that nothing is cached. */
interface TimedFilter {
  readonly name: string;
  readonly query: string;
  variables(nth: number): Readonly<Record<string, unknown>>;
}

/** The unemployment rate, in percent: of all 3,200 counties, or of those above another share each time. */
const above = (nth: number, most: number) => ({ indicator: { code: 'UNEMPLOYMENT_RATE', gt: (nth * most) / 997 } });

const articles = (field: string) =>
  `query ($where: RegionWhere) { cmsArticles(whereRegion: $where, limit: 20) { ${field} } }`;

const FILTERS: readonly TimedFilter[] = [
  {
    name: 'articles by counties, nearly all of which pass',
    query: articles('id title'),
    variables: (nth) => ({ where: { level: 'COUNTY', ...above(nth, 0.5) } }),
  },
  {
    name: 'articles by regions of all levels, above some rate',
    query: articles('id title'),
    variables: (nth) => ({ where: above(nth, 20) }),
  },
  {
    name: 'companies by the counties that they stand in',
    query:
      'query ($where: RegionWhere) { crmCompanies(whereRegion: $where, first: 20) { totalCount edges { node { name } } } }',
    variables: (nth) => ({ where: above(nth, 20) }),
  },
  {
    name: 'counties by the companies that stand in them, and their rate',
    query: `query ($where: RegionWhere, $companies: CrmCompanyFilterInput) {
      regions(level: COUNTY, where: $where, whereCompanies: $companies, first: 20) { totalCount edges { node { name } } }
    }`,
    variables: (nth) => ({ where: above(nth, 20), companies: { name: { neq: `No company ${nth}` } } }),
  },
  {
    name: 'articles that do not pass a condition of their own, by counties',
    query: `query ($links: CmsArticleLinkWhere) { cmsArticles(whereLinks: $links, limit: 20) { id title } }`,
    variables: (nth) => ({
      links: { not: { row: { id: { _gt: nth % 60 } } }, region: { level: 'COUNTY', ...above(nth, 20) } },
    }),
  },
  {
    name: 'counties by their articles, and their rate',
    query: `query ($where: RegionWhere, $articles: CmsArticleFilter) {
      regions(level: COUNTY, where: $where, whereArticles: $articles, first: 20) { totalCount edges { node { name } } }
    }`,
    variables: (nth) => ({ where: above(nth, 20), articles: { id: { _gt: nth % 60 } } }),
  },
  {
    name: 'counties by their articles and by the companies in them: three requests',
    query: `query ($articles: CmsArticleFilter, $companies: CrmCompanyFilterInput) {
      regions(level: COUNTY, whereLinks: { or: [{ articles: $articles }, { companies: $companies }] }, first: 20) {
        totalCount
        edges { node { name } }
      }
    }`,
    variables: (nth) => ({ articles: { id: { _gt: nth % 60 } }, companies: { name: { neq: `No company ${nth}` } } }),
  },
  {
    name: 'companies by their counties and by articles: four requests',
    query: `query ($where: RegionWhere, $articles: CmsArticleFilter) {
      crmCompanies(whereLinks: { or: [{ region: $where }, { articles: $articles }] }, first: 20) {
        totalCount
        edges { node { name } }
      }
    }`,
    variables: (nth) => ({ where: above(nth, 20), articles: { id: { _gt: nth % 60 } } }),
  },
];

/** Times filters across links over all counties of the sandbox, one after another; writes its part of the results. */
export async function benchFilters({ requests }: { readonly requests: number }): Promise<void> {
  const ranOn = machine();
  const token = randomBytes(24).toString('hex');
  await using gateway = await startAsNpm(await freePort(), { STAFF_TOKEN: token });
  const rows: string[][] = [];
  for (const filter of FILTERS) {
    const before = gateway.cpuMs();
    const times = await timesOf(gateway, filter, requests, { authorization: `Bearer ${token}` });
    const cpu = (gateway.cpuMs() - before) / (WARM_UP + requests);
    const p95 = percentile(times, 0.95);
    if (p95 > GOAL_MS) process.exitCode = 1;
    rows.push([filter.name, figure(percentile(times, 0.5)), figure(p95), figure(cpu), p95 <= GOAL_MS ? 'yes' : 'no']);
    console.log(`bench: ${rows.at(-1)?.join(', ')}`);
  }
  const report = `## Filters across links

${ranOn} The gateway over the sandbox as \`npm start\` runs it: stand-ins and embedded database on the same cores. ${requests.toLocaleString('en')} requests
each, one after another, no two alike, with 3,200 counties to look at. Processor time is of the gateway, the stand-ins and the database together.

${table(['Filter', 'median ms', 'p95 ms', 'CPU ms/request', `at most ${GOAL_MS} ms`], rows)}`;
  await writePart('filters', report);
}

/** How long each request takes, in milliseconds. @throws Error for an answer with errors */
async function timesOf(
  gateway: StartedGateway,
  { query, variables }: TimedFilter,
  requests: number,
  headers: Readonly<Record<string, string>>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < WARM_UP + requests; nth += 1) {
    const { status, ms, text } = await gateway.ask(query, variables(nth), undefined, headers);
    if (status !== 200 || text.includes('"errors"')) throw new Error(`HTTP ${status}: ${text.slice(0, 500)}`);
    if (nth >= WARM_UP) times.push(ms);
  }
  return times;
}
