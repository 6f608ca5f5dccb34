import { connect, createServer, type Socket } from 'node:net';
import { expect, inject, onTestFinished, test } from 'vitest';
import { freePort } from '../../test/ports.ts';
import { countyRates } from './testing/data.ts';
import { anonymous, errorsOf, startSubgraph } from './testing/subgraph.ts';

async function subgraphFor(options: Parameters<typeof startSubgraph>[0] = {}) {
  const subgraph = await startSubgraph(options);
  onTestFinished(() => subgraph.close());
  return subgraph;
}

const counties = [...countyRates().keys()];
const seriesOf = (county: string) => `BLS:LAUCN${county.slice(3)}0000000003`;

const EVERYTHING = `
  query ($codes: [String!]!, $regions: [String!]!, $places: [PlaceInput!]!) {
    seriesByCodes(codes: $codes) {
      code title source { code freshness { lagSeconds } } indicator { code } region { code parent { code } }
      latest { value } previous { value } yearAgo { value } change changeOnYearPercent summary { count }
      observations(limit: 900) { value } some: observations(limit: 2) { value }
    }
    regionsByCodes(codes: $regions) {
      boundingBox centroid { latitude } geometry(simplify: 10000)
      indicators { value indicator { code } }
      series { code indicator { code } latest { value } }
    }
    regionsAt(places: $places) { code }
  }`;

test.each([1, 10, 1_000])('statements for %i of everything: one per field and wave', async (count) => {
  const subgraph = await subgraphFor();
  const answer = await subgraph.ask(EVERYTHING, {
    codes: counties.slice(0, count).map(seriesOf),
    regions: counties.slice(0, count),
    places: Array.from({ length: count }, (_, index) => ({ latitude: 35 + index / 200, longitude: -100 })),
  });
  expect(answer.errors).toBeUndefined();
  // Series with source and indicator; regions; places; observations twice; the newest; what it is compared to; the
  // summary; freshness; parents; boxes; centroids; geometry; indicators of regions, and themselves; series of regions,
  // which are among those above, so that their newest are known.
  expect(answer.statements).toHaveLength(16);
});

test.each([1, 10, 1_000])(
  'related series of %i: one statement by embeddings and one by the catalogue, one for what they are',
  async (count) => {
    const subgraph = await subgraphFor();
    const query = `query ($codes: [String!]!) {
      seriesByCodes(codes: $codes) { relatedSeries(first: 2) { by series { title } } }
    }`;
    const codes = counties.slice(0, count).map(seriesOf);
    const first = await subgraph.ask(query, { codes });
    expect(first.errors).toBeUndefined();
    expect(first.data.seriesByCodes).toHaveLength(count);
    // The embedded database has no pgvector. The first request reads whether there are embeddings.
    const byEmbedding = first.statements.filter((text) => text.includes('<=>')).length;
    expect(byEmbedding).toBeLessThanOrEqual(1);
    expect(first.statements).toHaveLength(4 + byEmbedding);
    if (count < 1_000) expect((await subgraph.ask(query, { codes })).statements).toHaveLength(3 + byEmbedding);
  },
);

test('executions of one client request share what they have loaded, those of two do not', async () => {
  const subgraph = await subgraphFor();
  const request = anonymous();
  const query = '{ region(code: "US-06") { name boundingBox } }';
  expect((await subgraph.ask(query, {}, request)).statements).toHaveLength(2);
  expect((await subgraph.ask(query, {}, request)).statements).toHaveLength(0);
  expect((await subgraph.ask(query)).statements).toHaveLength(2);
});

test('executions of one client request are answered apart, whatever each asks of the same field', async () => {
  const subgraph = await subgraphFor();
  const request = anonymous();
  const answers = await Promise.all(
    ['title source { code }', 'units source { name }', 'indicator { code }'].map((fields) =>
      subgraph.ask(`{ series(code: "BLS:CES0000000001") { ${fields} } }`, {}, request),
    ),
  );
  expect(answers.map(({ data }) => data)).toEqual([
    { series: { title: 'All Employees: Total Nonfarm', source: { code: 'BLS' } } },
    { series: { units: 'Thousands of persons', source: { name: 'U.S. Bureau of Labor Statistics' } } },
    { series: { indicator: { code: 'EMPLOYMENT' } } },
  ]);
});

test('a database that is away costs the fields that ask it, and tells nothing of itself', async () => {
  const port = await freePort();
  const subgraph = await subgraphFor({ databaseUrl: `postgres://someone:secret@127.0.0.1:${port}/somewhere` });
  const answer = await subgraph.ask('{ series(code: "BLS:X") { code } regionsByCodes(codes: ["US-06"]) { code } }');
  const error = (path: string) => ({
    message: 'The analytics database cannot be reached.',
    path: [path],
    extensions: { code: 'UPSTREAM_UNREACHABLE', upstream: 'analytics' },
  });
  expect(answer.data).toEqual({ series: null, regionsByCodes: null });
  expect(new Set(errorsOf(answer))).toEqual(new Set([error('series'), error('regionsByCodes')]));
});

test('a database that comes back is asked again', async () => {
  const port = await freePort();
  const behind = new URL(inject('databaseUrl'));
  const url = new URL(behind);
  url.port = String(port);
  const subgraph = await subgraphFor({ databaseUrl: url.href });
  const query = '{ indicator(code: "EMPLOYMENT") { name } }';
  expect((await subgraph.ask(query)).data).toEqual({ indicator: null });
  await listen(port, (socket) => socket.pipe(connect(Number(behind.port || 5432), behind.hostname)).pipe(socket));
  expect((await subgraph.ask(query)).data).toEqual({ indicator: { name: 'Employment' } });
});

test('a server that never answers is given up on', async () => {
  const port = await freePort();
  const subgraph = await subgraphFor({ databaseUrl: `postgres://127.0.0.1:${port}/x`, statementTimeoutMs: 50 });
  await listen(port, (socket) => socket.resume());
  const answer = await subgraph.ask('{ indicators { code } }');
  expect(answer.data).toEqual({ indicators: null });
  expect(errorsOf(answer)).toEqual([
    {
      message: 'The analytics database took too long to answer.',
      path: ['indicators'],
      extensions: { code: 'UPSTREAM_TIMEOUT', upstream: 'analytics' },
    },
  ]);
});

test('past the bound of its waiting, a statement is refused at once with an error that says what to do', async () => {
  const port = await freePort();
  const databaseUrl = `postgres://127.0.0.1:${port}/x`;
  const leaving = new AbortController();
  const subgraph = await subgraphFor({ databaseUrl, poolSize: 1, maxWaiting: 1 });
  await listen(port, (socket) => socket.resume());
  const context = { ...anonymous(), signal: leaving.signal };
  const held = subgraph.ask('{ runs: indicators { code } waits: dataSources { code } }', {}, context);
  const answer = await subgraph.ask('{ indicators { code } }');
  expect(answer.data).toEqual({ indicators: null });
  expect(errorsOf(answer)).toEqual([
    {
      message: 'Too many statements wait for the analytics database already: try again in a moment.',
      path: ['indicators'],
      extensions: { code: 'UPSTREAM_OVERLOADED', upstream: 'analytics' },
    },
  ]);
  leaving.abort();
  expect((await held).data).toEqual({ runs: null, waits: null });
});

test('a client that has left is not waited for', async () => {
  const port = await freePort();
  const subgraph = await subgraphFor({ databaseUrl: `postgres://127.0.0.1:${port}/x` });
  const leaving = new AbortController();
  await listen(port, () => leaving.abort());
  const context = { ...anonymous(), signal: leaving.signal };
  const timedOut = { code: 'UPSTREAM_TIMEOUT', upstream: 'analytics' };
  const answer = await subgraph.ask('{ indicators { code } }', {}, context);
  expect(errorsOf(answer)).toMatchObject([{ path: ['indicators'], extensions: timedOut }]);
  const later = await subgraph.ask('{ dataSources { code } }', {}, context);
  expect(errorsOf(later)).toMatchObject([{ path: ['dataSources'], extensions: timedOut }]);
  expect(later.statements).toEqual([]);
});

test('what a request has loaded is there for its later executions, and for no copy of it', async () => {
  const subgraph = await subgraphFor();
  const context = anonymous();
  const query = '{ region(code: "US-06") { name centroid { latitude } } }';
  const first = await subgraph.ask(query, {}, context);
  expect(first.statements).toHaveLength(2);
  expect(await subgraph.ask(query, {}, context)).toEqual({ ...first, statements: [] });
  expect(await subgraph.ask(query, {}, { ...context })).toEqual(first);
});

test('a text that no database can hold is a bad input', async () => {
  const subgraph = await subgraphFor();
  const answer = await subgraph.ask('query ($code: String!) { series(code: $code) { code } }', { code: 'BLS:\u0000' });
  expect(answer.data).toEqual({ series: null });
  expect(errorsOf(answer)).toEqual([
    {
      message: 'A text contains a character that the database cannot search for (U+0000).',
      path: ['series'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});

/** Listens on a port until the test is over, and cuts off whom it serves. */
async function listen(port: number, serve: (socket: Socket) => void): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
}
