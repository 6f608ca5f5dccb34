import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type GraphQLError, parse, print, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import examples from '../client/views/examples.json' with { type: 'json' };
import {
  ArticlePageForStaffDocument,
  ChoroplethDocument,
  RegionDashboardForStaffDocument,
} from '../client/views/index.ts';
import { listen } from '../gateway/http/listen.ts';
import { ANALYTICS_PAGE, graphiqlRoutes } from '../gateway/http/routes/graphiql.ts';
import { useRoutes } from '../gateway/http/routes/route.ts';
import { createDataFiles } from '../subgraphs/analytics/files/index.ts';
import { createRemoteFiles } from '../subgraphs/analytics/files/remote.ts';
import { readFileRequest } from '../subgraphs/analytics/files/request.ts';
import { type AnalyticsUpstream, createAnalytics } from '../subgraphs/analytics/index.ts';
import { createRemoteAnalytics } from '../subgraphs/analytics/remote.ts';
import { createAnalyticsServer } from '../subgraphs/analytics/server.ts';
import { anonymous } from '../subgraphs/analytics/testing/subgraph.ts';
import { createTiles, readTileRequest } from '../subgraphs/analytics/tiles/index.ts';
import { createRemoteTiles } from '../subgraphs/analytics/tiles/remote.ts';
import type { UpstreamCall } from '../subgraphs/contract/upstream.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';

/** The subgraph, served alone. */
async function serve() {
  const upstream = await createAnalytics({ databaseUrl: inject('databaseUrl') });
  const tiles = createTiles({ databaseUrl: inject('databaseUrl') });
  const files = createDataFiles({ databaseUrl: inject('databaseUrl') });
  const yoga = createAnalyticsServer(upstream, {
    tiles,
    files,
    plugins: [useRoutes(graphiqlRoutes(ANALYTICS_PAGE))],
    logging: false,
  });
  const server = createServer(yoga);
  const url = await listen(server, { host: '127.0.0.1', port: 0 });
  return {
    url,
    upstream,
    fetch: yoga.fetch.bind(yoga),
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([upstream.close(), tiles.close(), files.close()]);
    },
  };
}

let served: Awaited<ReturnType<typeof serve>>;
let remote: AnalyticsUpstream;
const calls: UpstreamCall[] = [];
beforeAll(async () => {
  served = await serve();
  remote = await createRemoteAnalytics({ url: served.url, onCall: (call) => void calls.push(call) });
});
afterAll(async () => {
  await Promise.all([remote.close(), served.close()]);
});

describe('the gateway runs the analytics in-process or over HTTP, by configuration', () => {
  let inProcess: TestGateway;
  let overHttp: TestGateway;
  beforeAll(async () => {
    [inProcess, overHttp] = await Promise.all([startGateway(), startGateway({ analyticsUrl: served.url })]);
  });
  afterAll(() => Promise.all([inProcess.close(), overHttp.close()]));

  const SEVERAL_WAVES = `{
    cmsArticles(limit: 20, sort: [ID_ASC]) {
      series { latest { time value } articles(first: 2) { series { title } region { name } } }
      region { name boundingBox }
      recent: series { observations(from: "2015-11-01") { time value } }
    }
    bad: regions(level: COUNTY, first: 100000) { edges { node { code } } }
    none: series(code: "BLS:NONE") { title }
  }`;

  test.for([
    ['ArticlePageForStaff', ArticlePageForStaffDocument.toString(), examples.ArticlePage],
    ['RegionDashboardForStaff', RegionDashboardForStaffDocument.toString(), { code: 'US-06' }],
    ['Choropleth', ChoroplethDocument.toString(), { ...examples.Choropleth, withGeometry: true }],
    ['several waves, an error among them', SEVERAL_WAVES, {}],
  ] as const)('%s: equal answers, one HTTP request per wave', async ([, query, variables]) => {
    const local = await inProcess.ask(query, variables, { staff: true });
    const distant = await overHttp.ask(query, variables, { staff: true });
    expect(distant.result).toEqual(local.result);
    expect(local.requests.analytics).toBeGreaterThan(0);
    expect(distant.requests).toEqual(local.requests);
    expect(distant.statements).toBe(distant.requests.analytics);
  });

  test.for([
    ['/tiles/county/5/6/12.mvt?indicator=UNEMPLOYMENT_RATE', 200],
    ['/tiles/county/5/6/12.mvt?indicator=UNEMPLOYMENT_RATE&parent=US-35&at=2009-06-30&classes=4&method=jenks', 200],
    ['/tiles/province/3/2/2.mvt', 200],
    ['/tiles/county/5/20/12.mvt?indicator=UNEMPLOYMENT_RATE', 204],
    ['/tiles/county/15/0/0.mvt', 400],
    ['/tiles/county/3/1/3.mvt?classes=10', 400],
    ['/tiles/galaxy/3/1/3.mvt', 404],
    ['/tiles/county/3/1/3.mvt?indicator=HAPPINESS', 404],
  ] as const)('the tile %s: the same answer, %i, of all three', async ([path, status]) => {
    const get = async (from: Fetching, headers: Record<string, string> = {}) => {
      const response = await from.fetch(`http://chronos${path}`, { headers });
      const { etag, 'cache-control': cache, 'content-type': type } = Object.fromEntries(response.headers);
      return { status: response.status, etag, cache, type, body: Buffer.from(await response.arrayBuffer()) };
    };
    const [local, distant, alone] = [await get(inProcess), await get(overHttp), await get(served)];
    expect(distant).toEqual(local);
    // The gateway alone knows how long others may store a tile.
    expect({ ...alone, cache: local.cache }).toEqual(local);
    expect(local.status).toBe(status);
    if (status !== 200) return;
    const again = await get(overHttp, { 'if-none-match': local.etag ?? '' });
    expect(again).toEqual({ ...local, status: 304, type: undefined, body: Buffer.alloc(0) });
  });

  describe.each(['choropleth', 'observations', 'panel', 'series'])('the file %s', (table) => {
    const parameters: Readonly<Record<string, string>> = {
      choropleth: 'indicator=UNEMPLOYMENT_RATE&level=COUNTY',
      observations: 'source=BLS&search=Employees&from=2010-01-01',
      panel: 'indicator=UNEMPLOYMENT_RATE&level=COUNTY&parent=US-06&from=2009-01-01&bucket=YEAR',
      series: 'where={"latest":{"gt":10000}}',
    };

    test.each(['csv', 'ndjson', 'parquet', 'arrow', 'csv-metadata.json'])(
      'as %s: the same bytes, price and ETag',
      async (extension) => {
        const get = async (from: Fetching, headers: Record<string, string> = {}) => {
          const url = `http://chronos/data/${table}.${extension}?${parameters[table]}`;
          const response = await from.fetch(url, { headers: { ...STAFF, ...headers } });
          const { etag, link, 'content-type': type, ratelimit } = Object.fromEntries(response.headers);
          const left = Number(/"cost";r=(\d+)/.exec(ratelimit ?? '')?.[1]);
          return { status: response.status, etag, link, type, left, body: Buffer.from(await response.arrayBuffer()) };
        };
        const cost = async (from: Fetching) => {
          const { left: before, ...one } = await get(from);
          const { left: after } = await get(from);
          return { ...one, cost: before - after };
        };
        const [local, distant] = [await cost(inProcess), await cost(overHttp)];
        expect(distant).toEqual(local);
        expect(local.status).toBe(200);
        expect(local.body.byteLength).toBeGreaterThan(100);
        const again = await get(overHttp, { 'if-none-match': local.etag ?? '' });
        expect([again.status, again.body.byteLength]).toEqual([304, 0]);
      },
    );
  });

  test.each([
    ['/data/panel.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY&from=2009-01-01', 403, {}],
    ['/data/series.csv?source=NONE', 400, STAFF],
    ['/data/choropleth.csv?indicator=UNEMPLOYMENT&level=COUNTY', 400, STAFF],
    ['/data/observations.csv?code=BLS:NONE', 404, STAFF],
    ['/data/series.csv?first=2', 400, STAFF],
    ['/data/series.xlsx', 404, STAFF],
  ] as const)('the file %s is refused alike with %i', async (path, status, headers) => {
    const get = async (from: Fetching) => {
      const response = await from.fetch(`http://chronos${path}`, { headers });
      return [response.status, await response.json()];
    };
    const local = await get(inProcess);
    expect(local[0]).toBe(status);
    expect(await get(overHttp)).toEqual(local);
  });
});

const STAFF = { authorization: `Bearer ${STAFF_TOKEN}` };

/** A server, without a port. */
interface Fetching {
  fetch(url: string, init: { headers: Record<string, string> }): Response | Promise<Response>;
}

describe('the subgraph served alone', () => {
  test('has the schema of our code, lookups, and says that it serves', async () => {
    expect(printSchema(remote.schema)).toBe(printSchema(served.upstream.schema));
    expect(remote.lookups).toEqual(served.upstream.lookups);
    expect(remote.problem).toBeUndefined();
    expect((await served.fetch('http://analytics/healthz')).status).toBe(200);
  });

  test('shows GraphiQL to a browser', async () => {
    const page = await served.fetch('http://analytics/graphql', { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('Chronos analytics');
  });

  test('a lookup answers as it does in this process, in one request', async () => {
    const document = parse('query ($codes: [String!]!) { regionsByCodes(codes: $codes) { code name } }');
    const request = { document, variables: { codes: ['US-06', 'nowhere'] }, context: anonymous() };
    calls.length = 0;
    expect(await remote.execute(request)).toEqual(JSON.parse(JSON.stringify(await served.upstream.execute(request))));
    expect(calls).toMatchObject([{ upstream: 'analytics', text: print(document), variables: request.variables }]);
  });
});

describe('over HTTP, what goes wrong is an error with a code', () => {
  const ask = async (url: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}) => {
    const { signal, ...rest } = options;
    const upstream = await createRemoteAnalytics({ url, ...rest });
    onTestFinished(() => upstream.close());
    const context = { ...anonymous(), ...(signal && { signal }) };
    const result = await upstream.execute({ document: parse('{ dataSources { code } }'), context });
    return { problem: upstream.problem, result: JSON.parse(JSON.stringify(result)) };
  };
  const only = (code: string, message: string) => ({
    problem: message,
    result: { errors: [{ message, extensions: { code, upstream: 'analytics' } }] },
  });

  test('nobody there', async () => {
    expect(await ask('http://127.0.0.1:1')).toEqual({
      ...only('UPSTREAM_UNREACHABLE', 'The analytics subgraph cannot be reached.'),
      problem: 'The analytics subgraph cannot be reached (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1).',
    });
  });

  test('no answer in time', async () => {
    const url = await stub(() => {});
    expect(await ask(url, { timeoutMs: 100 })).toEqual(
      only('UPSTREAM_TIMEOUT', 'The analytics subgraph did not answer within 100 ms.'),
    );
  });

  test.each([
    '{"status":"broken"}',
    '{"data":{},"errors":[null]}',
    '{"data":{},"errors":[{"message":5}]}',
    '{"data":{},"errors":{}}',
    '{"data":[]}',
  ])('an answer that is no result: %s', async (body) => {
    const url = await stub((response) => response.writeHead(500).end(body));
    expect(await ask(url)).toEqual(
      only('UPSTREAM_FAILED', 'The analytics subgraph answered HTTP 500 without a result.'),
    );
  });

  test('an error of its own keeps its path and its code; one without a code has failed', async () => {
    const coded = { message: 'Too long.', path: ['dataSources', 0], extensions: { code: 'BAD_USER_INPUT', bound: 5 } };
    const errors = [coded, { message: 'Unexpected error.' }];
    const url = await stub((response) => response.end(JSON.stringify({ data: { dataSources: null }, errors })));
    expect((await ask(url)).result).toEqual({
      data: { dataSources: null },
      errors: [
        { ...coded, extensions: { ...coded.extensions, upstream: 'analytics' } },
        { message: 'Unexpected error.', extensions: { code: 'UPSTREAM_FAILED', upstream: 'analytics' } },
      ],
    });
  });

  test('a client that leaves is not waited for, and the request ends', async () => {
    const leaving = new AbortController();
    let requests = 0;
    const ended = Promise.withResolvers<void>();
    const url = await stub((response) => {
      requests += 1;
      // The first one is the question at the start, whether it answers.
      if (requests === 1) return response.end('{"data":{"dataSources":[]}}');
      response.on('close', ended.resolve);
      leaving.abort();
    });
    expect((await ask(url, { signal: leaving.signal })).result).toEqual(
      only('REQUEST_CANCELLED', 'The client left before The analytics subgraph had answered.').result,
    );
    await ended.promise;
  });

  test('a tile: nobody there, no answer in time, and an answer that is none', async () => {
    const tileOf = async (url: string, timeoutMs?: number) => {
      const tiles = createRemoteTiles({ url, timeoutMs });
      onTestFinished(() => tiles.close());
      const request = readTileRequest(new URL('http://chronos/tiles/county/3/1/3.mvt'));
      return tiles.tile(request).catch(({ message, extensions }) => ({ message, extensions }));
    };
    const failed = (code: string, message: string) => ({ message, extensions: { code, upstream: 'analytics' } });
    expect(await tileOf('http://127.0.0.1:1')).toEqual(
      failed('UPSTREAM_UNREACHABLE', 'The analytics subgraph cannot be reached.'),
    );
    expect(await tileOf(await stub(() => {}), 100)).toEqual(
      failed('UPSTREAM_TIMEOUT', 'The analytics subgraph did not answer within 100 ms.'),
    );
    expect(await tileOf(await stub((response) => response.writeHead(502).end('<html>')))).toEqual(
      failed('UPSTREAM_FAILED', 'The analytics subgraph answered HTTP 502 without a tile.'),
    );
    const busy = JSON.stringify({ errors: [{ message: 'Too many.', extensions: { code: 'UPSTREAM_OVERLOADED' } }] });
    expect(await tileOf(await stub((response) => response.writeHead(503).end(busy)))).toEqual(
      failed('UPSTREAM_OVERLOADED', 'Too many.'),
    );
  });

  test('a file: nobody there, no answer in time, an answer that is none, and one that breaks off', async () => {
    const fileOf = async (url: string, timeoutMs?: number) => {
      const files = createRemoteFiles({ url, timeoutMs });
      onTestFinished(() => files.close());
      const request = readFileRequest(new URL('http://chronos/data/series.csv'), null);
      try {
        const file = await files.open(request, served.upstream.schema, { caller: { audience: 'internal' } });
        const read = [];
        for await (const bytes of file?.bytes() ?? []) read.push(Buffer.from(bytes).toString());
        return read;
      } catch (error) {
        const { message, extensions } = error as GraphQLError;
        return { message, extensions };
      }
    };
    const failed = (code: string, message: string) => ({ message, extensions: { code, upstream: 'analytics' } });
    expect(await fileOf('http://127.0.0.1:1')).toEqual(
      failed('UPSTREAM_UNREACHABLE', 'The analytics subgraph cannot be reached.'),
    );
    const late = failed('UPSTREAM_TIMEOUT', 'The analytics subgraph did not answer within 100 ms.');
    expect(await fileOf(await stub(() => {}), 100)).toEqual(late);
    expect(await fileOf(await stub((response) => response.writeHead(502).end('<html>')))).toEqual(
      failed('UPSTREAM_FAILED', 'The analytics subgraph answered HTTP 502 without a file.'),
    );
    const about = JSON.stringify({ version: '1', values: 1 });
    const serving = (rest: (response: ServerResponse) => void) =>
      stub((response, { headers }) => (headers.accept === 'application/json' ? response.end(about) : rest(response)));
    expect(await fileOf(await serving((response) => response.end('code\n')))).toEqual(['code\n']);
    expect(await fileOf(await serving((response) => response.write('code\n')), 100)).toEqual(late);
    const broken = await serving((response) => response.write('code\n', () => response.destroy()));
    expect(await fileOf(broken)).toEqual(failed('UPSTREAM_UNREACHABLE', 'The analytics subgraph cannot be reached.'));
  });

  async function stub(answer: (response: ServerResponse, request: IncomingMessage) => unknown): Promise<string> {
    const server = createServer((request, response) => answer(response, request));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return listen(server, { host: '127.0.0.1', port: 0 });
  }
});
