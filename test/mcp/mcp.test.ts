import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { GatewayServerOptions } from '../../gateway/http/server.ts';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { blocksOf, readPage } from '../documents/markdown.ts';
import { demo, STAFF_TOKEN, startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import { UNBOUNDED } from '../oracle/unbounded.ts';
import { PARTNER_KEY, partner } from '../partner.ts';
import { type Agent, type AgentOptions, connectAgent, textOf } from './agent.ts';

const authenticators = [staffToken(STAFF_TOKEN), partner];
const EVERYONE: Pick<GatewayServerOptions, 'mcpFor'> = { mcpFor: ['public', 'partner', 'internal'] };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ server: { authenticators, ...EVERYONE } });
});
afterAll(() => gateway.close());

async function agentOf(options?: AgentOptions, of = gateway): Promise<Agent> {
  const agent = await connectAgent(of, options);
  onTestFinished(() => agent.close());
  return agent;
}

async function started(options: TestGatewayOptions['server']): Promise<TestGateway> {
  const own = await startGateway({ server: { authenticators, ...options } });
  onTestFinished(() => own.close());
  return own;
}

const call = (agent: Agent, name: string, given: Record<string, unknown>) => agent.callTool({ name, arguments: given });

const post = (body: unknown, headers: Record<string, string> = {}) =>
  gateway.fetch('http://gateway/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the list of tools', () => {
  test.each([
    ['the public', {}],
    ['partners', { token: PARTNER_KEY }],
    ['staff', { token: STAFF_TOKEN }],
  ])('of %s takes at most 3,000 tokens, and has a tool for each of their documents', async (_, options) => {
    const { tools } = await (await agentOf(options)).listTools();
    expect(countTokens(JSON.stringify(tools))).toBeLessThanOrEqual(3_000);
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['search', 'describe', 'run', 'chart', 'RegionDashboard', 'ArticlePage', 'Choropleth']),
    );
    expect(tools.filter(({ annotations }) => !annotations?.readOnlyHint)).toEqual([]);
    expect(tools.filter(({ inputSchema }) => inputSchema.type !== 'object')).toEqual([]);
  });

  test('is by audience: staff alone have tools of their own documents', async () => {
    const names = async (options: AgentOptions) =>
      (await (await agentOf(options)).listTools()).tools.map(({ name }) => name);
    expect(await names({ token: STAFF_TOKEN })).toContain('CompanyProfile');
    expect(await names({})).not.toContain('CompanyProfile');
    expect(await names({ token: PARTNER_KEY })).toContain('SeriesColumns');
    expect(await names({})).not.toContain('SeriesColumns');
    // It asks for the schema alone.
    expect(await names({})).not.toContain('SiteSession');
  });

  test('is the same by the protocol of before 2026', async () => {
    const [of2026, of2025] = [await agentOf(), await agentOf({ isOld: true })];
    expect([of2026, of2025].map((agent) => agent.getNegotiatedProtocolVersion())).toEqual(['2026-07-28', '2025-11-25']);
    expect((await of2025.listTools()).tools).toEqual((await of2026.listTools()).tools);
    expect(textOf(await call(of2025, 'search', { text: 'Kern' }))).toContain('US-06029');
  });

  test('has no tool for documents that no one trusts, where an audience may send no others', async () => {
    const enforced = await started({ trustedDocumentsOnly: ['public'] });
    const agent = await agentOf({}, enforced);
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('run');
    expect((await call(agent, 'RegionDashboard', { code: 'US-06029' })).structuredContent).toMatchObject({
      data: { region: { name: 'Kern' } },
      citations: [{ code: 'UNEMPLOYMENT_RATE' }],
    });
    expect(textOf(await call(agent, 'search', { text: 'Kern' }))).toContain('US-06029');
    const query = 'query { region(code: "US-06029") { name } }';
    await expect(call(agent, 'run', { query })).rejects.toThrow('There is no tool "run".');
  });
});

describe('who may call tools', () => {
  test('staff may not, unless the setting says so', async () => {
    const own = await started({});
    await expect(connectAgent(own, { token: STAFF_TOKEN })).rejects.toThrow('403');
    await expect(connectAgent(await started({ mcpFor: [] }))).rejects.toThrow('403');
    expect((await (await agentOf({}, own)).listTools()).tools.length).toBeGreaterThan(0);
  });

  test('a credential that is not good is HTTP 401', async () => {
    await expect(connectAgent(gateway, { token: 'nonsense' })).rejects.toThrow('401');
  });

  test('pages of other origins may not, and no request may hold several messages', async () => {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    expect((await post(message, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post([message, message])).status).toBe(400);
    expect((await post('{')).status).toBe(400);
    expect((await post(`"${'x'.repeat(300_000)}"`)).status).toBe(413);
    expect((await gateway.fetch('http://gateway/mcp')).status).toBe(405);
    expect((await post(message)).headers.get('ratelimit')).toContain('"requests"');
  });
});

describe('limits are those of requests', () => {
  const bounds = { ...UNBOUNDED, public: { ...BOUNDS.public, costPerDay: 3_000 } };

  test('points, of the minute and of one operation', async () => {
    const agent = await agentOf({}, await started({ bounds }));
    const results = [];
    for (let nth = 0; nth < 4; nth += 1)
      results.push(textOf(await call(agent, 'Choropleth', { indicator: 'UNEMPLOYMENT_RATE', level: 'COUNTY' })));
    expect(results.at(-1)).toMatch(/^RATE_LIMITED: /);
    const query = '{ seriesCatalog(first: 200) { edges { node { observations(limit: 10000) { value } } } } }';
    const dear = await call(await agentOf(), 'run', { query });
    expect([dear.isError, textOf(dear)]).toEqual([true, expect.stringContaining('COST')]);
  });

  test('a search costs 43,000 points, also where it finds nothing', async () => {
    // 100,000 points at once, which one operation may cost: the first search also pays for reading its documents.
    const few = { ...UNBOUNDED, public: { ...BOUNDS.public, cost: 100_000, costPerDay: 150_000 } };
    const agent = await agentOf({}, await started({ bounds: few }));
    const texts = [];
    for (let nth = 0; nth < 3; nth += 1) texts.push(textOf(await call(agent, 'search', { text: `zzz${nth}` })));
    expect(texts.map((text) => /RATE_LIMITED/.test(text))).toEqual([false, false, true]);
  });

  test('requests a minute, of which each operation is one', async () => {
    const few = { ...UNBOUNDED, public: { ...UNBOUNDED.public, requestsPerMinute: 5 } };
    const agent = await agentOf({}, await started({ bounds: few }));
    const query = '{ __typename }';
    const texts = [];
    for (let nth = 0; nth < 3; nth += 1) texts.push(await call(agent, 'run', { query }).then(textOf, String));
    expect(texts.at(0)).toContain('"__typename":"Query"');
    expect(texts.at(-1)).toMatch(/RATE_LIMITED|429/);
  });

  test('an answer that is too long says what to request less of', async () => {
    const own = await started({ bounds: UNBOUNDED });
    const query = '{ regions(level: COUNTY, first: 200) { edges { node { geometry } } } }';
    const long = await call(await agentOf({}, own), 'run', { query });
    expect([long.isError, textOf(long)]).toEqual([true, expect.stringContaining('request fewer rows')]);
  });
});

describe('a call that is wrong', () => {
  test.for([
    ['search', { query: 'factory jobs' }, 'search has no parameter "query". It has text.'],
    [
      'RegionPages',
      { level: 'STATE', country: 'US', x: 1 },
      'RegionPages has no parameter "country", "x". It has after,',
    ],
    ['Home', { first: 2 }, 'Home has no parameter "first". It has none.'],
    [
      'run',
      { query: 'query ($limit: Int) { cmsArticles(limit: $limit) { title } }', variables: { limt: 1 } },
      'The query has no variable "limt". It has limit.',
    ],
    ['describe', { name: 'seriesCatalog' }, 'There is no type "seriesCatalog". Nearest: Query.seriesCatalog.'],
    ['describe', { name: 'Serie' }, 'There is no type "Serie". Nearest: Series, String.'],
  ] as const)('of %s is refused with what to change', async ([name, given, refusal]) => {
    const { isError, ...rest } = await call(await agentOf(), name, given);
    expect([isError, textOf({ isError, ...rest })]).toEqual([true, expect.stringContaining(refusal)]);
  });

  test('of a tool that does not exist names those near it', async () => {
    await expect(call(await agentOf(), 'serch', {})).rejects.toThrow('There is no tool "serch". Nearest: search.');
  });
});

test('a search that failed in part says so, and never that nothing is known', async () => {
  const own = await startGateway({ down: 'directus', server: { authenticators, ...EVERYONE } });
  onTestFinished(() => own.close());
  const agent = await agentOf({}, own);
  const errors = [{ extensions: { code: 'UPSTREAM_UNREACHABLE' } }];
  const found = await call(agent, 'search', { text: 'Kern' });
  expect(found.structuredContent).toMatchObject({ regions: [{ code: 'US-06029' }], errors });
  const none = await call(agent, 'search', { text: 'xyzzy' });
  expect([none.isError, textOf(none)]).toEqual([true, expect.stringMatching(/^UPSTREAM_UNREACHABLE: /)]);
});

test('an article that does not exist is unknown, and no region is near it', async () => {
  const { structuredContent } = await call(await agentOf(), 'ArticlePage', { slug: 'nope' });
  expect(structuredContent).toMatchObject({ unknown: [{ arguments: { slug: 'nope' }, nearest: {} }] });
});

test('reads of staff are as wide as staff’s own, and writes are refused', async () => {
  const agent = await agentOf({ token: STAFF_TOKEN });
  const { structuredContent } = await call(agent, 'run', {
    query: '{ crmCompanies(first: 1) { edges { node { name } } } }',
  });
  expect(structuredContent).toMatchObject({ data: { crmCompanies: { edges: [{}] } } });
  const write = 'mutation { cmsUpdateArticle(id: 1, data: { title: "Written" }) { id } }';
  expect(textOf(await call(agent, 'run', { query: write }))).toContain('Tools only read');
  expect(textOf(await call(agent, 'run', { query: `query A { __typename } ${write}` }))).toContain('Tools only read');
  const { result } = await gateway.ask('{ cmsArticle(id: 1) { title } }');
  expect(result.data).toEqual({ cmsArticle: { title: 'Manufacturing after the Great Recession' } });
});

test('a panel cites its indicator, and the last day that it has', async () => {
  const agent = await agentOf({ token: PARTNER_KEY });
  const query =
    '{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-06", from: "2009-01-01", bucket: YEAR) { values } }';
  const answer = await call(agent, 'run', { query });
  expect(answer).toMatchObject({ content: [{ text: expect.stringContaining('citations') }] });
  expect(answer.structuredContent).toMatchObject({
    citations: [{ code: 'UNEMPLOYMENT_RATE', units: 'Percent', date: '2009-01-01', url: 'https://www.bls.gov/' }],
  });
});

describe('a chart of an indicator', () => {
  const given = { indicator: 'UNEMPLOYMENT_RATE', level: 'COUNTY' };
  const refusal = async (more: object) => textOf(await call(await agentOf(), 'chart', { ...given, ...more }));

  test('is a map of regions with their borders, by column too, and cited', async () => {
    const { structuredContent } = await call(await agentOf(), 'chart', { ...given, parent: 'US-15' });
    expect(structuredContent).toMatchObject({
      columns: {
        codes: ['US-15001', 'US-15003', 'US-15005', 'US-15007', 'US-15009'],
        values: [10.8, 6.3, null, 9.6, 9.7],
      },
      spec: { mark: { type: 'geoshape' }, encoding: { color: { title: 'Unemployment rate, Percent' } } },
      unknown: [{ arguments: { regions: ['US-15005'] } }],
      citations: [{ code: 'UNEMPLOYMENT_RATE', date: '2009-01-01T00:00:00.000Z', url: 'https://www.bls.gov/' }],
    });
    const { spec } = structuredContent as { spec: { data: { values: { geometry: { coordinates: Ring[][] } }[] } } };
    const rings = spec.data.values.flatMap(({ geometry }) => geometry.coordinates.map(([outer]) => outer ?? []));
    expect(rings.length).toBeGreaterThan(4);
    // Vega fills what is outside of a ring that is not.
    expect(rings.filter((ring) => !isClockwise(ring))).toEqual([]);
  });

  test('is bars on request, of more regions than a map has', async () => {
    const { structuredContent } = await call(await agentOf(), 'chart', { ...given, parent: 'US-48', mark: 'bar' });
    expect(structuredContent).toMatchObject({ spec: { mark: 'bar', encoding: { y: { sort: '-x' } } } });
    expect(await refusal({ parent: 'US-48' })).toContain('at most 200 regions, not 254');
  });

  test('refuses what it would not show', async () => {
    expect(await refusal({ level: 'STATE' })).toContain('has no figures of level STATE. It has some of COUNTY');
    expect(await refusal({ transform: 'CHANGE' })).toContain('leave out');
    expect(await refusal({ mark: 'line' })).toContain('a map or as bars');
    expect(await refusal({ codes: ['BLS:CES0000000001'] })).toContain('cannot be drawn as a map');
    expect(textOf(await call(await agentOf(), 'chart', {}))).toContain('Give `codes`');
  });
});

type Ring = readonly (readonly [number, number])[];

function isClockwise(ring: Ring): boolean {
  const twice = ring.map(([x, y], nth) => {
    const [nextX, nextY] = ring[(nth + 1) % ring.length] ?? [x, y];
    return x * nextY - nextX * y;
  });
  return twice.reduce((sum, each) => sum + each, 0) < 0;
}

test('a figure leads to the page of its series, where the deployment has such pages', async () => {
  const deployment = { ...demo, seriesPage: 'https://site.example/series/{code}' };
  const agent = await agentOf({}, await started({ deployment }));
  const query = '{ series(code: "BLS:CES0000000001") { latest { value } } }';
  expect((await call(agent, 'run', { query })).structuredContent).toMatchObject({
    citations: [{ url: 'https://site.example/series/BLS%3ACES0000000001' }],
  });
});

test('a figure of two series has two citations', async () => {
  const ratio = 'comparison(with: "BEA:SA1-3-400-00", by: RATIO, limit: 1) { observations { value } }';
  const query = `{ series(code: "BLS:CES0000000001") { ${ratio} } }`;
  expect((await call(await agentOf(), 'run', { query })).structuredContent).toMatchObject({
    citations: [
      { code: 'BLS:CES0000000001', source: 'U.S. Bureau of Labor Statistics' },
      { code: 'BEA:SA1-3-400-00', source: 'U.S. Bureau of Economic Analysis' },
    ],
  });
});

test('what JSON of an upstream says of itself is no citation', async () => {
  const query = '{ a: series(code: "BLS:CES0000000001") { code: __typename title: code } }';
  const conflicting = await call(await agentOf(), 'run', { query });
  expect(conflicting).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('conflict') }] });
});

test('docs/agents.md names the tools that there are, and is configuration that can be read', async () => {
  const page = await readPage('docs/agents.md');
  const blocks = blocksOf(page).filter(({ language }) => language === 'json');
  expect(blocks.map(({ text }) => JSON.stringify(JSON.parse(text)).includes('https://graph.example/mcp'))).toEqual([
    true,
    true,
  ]);
  const names = (await (await agentOf()).listTools()).tools.map(({ name }) => name);
  const shown = Array.from(page.text.matchAll(/^\| `(\w+)` \| [^|]* \|$/gm), ([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'search',
      'describe',
      'run',
      'chart',
      ...shown.filter((name) => !['citations', 'unknown', 'errors'].includes(name ?? '')),
    ]),
  );
});

test('what the site’s tools are called with is what their documents take', async () => {
  const { tools } = await (await agentOf()).listTools();
  const dashboard = tools.find(({ name }) => name === 'RegionDashboard');
  expect(dashboard?.description).toBe('The region with a code; null if there is none.');
  expect(dashboard?.inputSchema).toMatchObject({ properties: { code: { type: 'string' } }, required: ['code'] });
  expect(() => parse(`query ${dashboard?.name} { __typename }`)).not.toThrow();
});
