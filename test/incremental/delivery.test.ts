import { request as requestOf, type Server } from 'node:http';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../gateway/http/listen.ts';
import { createNodeServer } from '../../gateway/http/node-server.ts';
import type { RequestRecord } from '../../gateway/observe/record.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { answers, type Faulty, faulty, hangs } from '../outages/faulty.ts';
import { hold } from './hold.ts';
import { MULTIPART, merge, type Part, partsOf } from './parts.ts';

const ORIGIN = 'https://app.example';
const ARTICLE = 'cmsArticles(filter: { slug: { _eq: "the-industry-that-never-noticed" } })';

const directus = faulty();
const twenty = faulty();
const records: RequestRecord[] = [];
let gateway: TestGateway;
let server: Server;
let url: string;
beforeAll(async () => {
  gateway = await startGateway({
    before: { directus: directus.before, twenty: twenty.before },
    connect: { tuning: { failuresToOpen: Number.POSITIVE_INFINITY, maxRetries: 0 } },
    server: { audit: () => {}, corsOrigins: [ORIGIN], explainToEveryone: true },
    watchers: [{ requestEnds: (record) => void records.push(record) }],
  });
  server = createNodeServer(gateway.listener);
  url = await listen(server, { host: '127.0.0.1', port: 0 });
});
beforeEach(() => {
  records.length = 0;
});
afterEach(() => {
  for (const upstream of [directus, twenty]) upstream.break(undefined);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await gateway.close();
  await Promise.all([directus.close(), twenty.close()]);
});

interface Sending {
  readonly headers?: Record<string, string>;
  readonly variables?: object;
  readonly signal?: AbortSignal;
}

/** Sends a query as staff. Of a page of another origin, it takes the way by Yoga. */
const send = (query: string, { headers, variables = {}, signal }: Sending = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${STAFF_TOKEN}`,
      accept: `${MULTIPART}, application/json`,
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });

/** Reads parts one by one. */
function reading(response: Response) {
  const parts = partsOf(response);
  return {
    async next(): Promise<Part | undefined> {
      return (await parts.next()).value ?? undefined;
    },
    async rest(): Promise<readonly Part[]> {
      const rest: Part[] = [];
      for await (const part of parts) rest.push(part);
      return rest;
    },
  };
}

const undeferred = async (query: string) =>
  (await gateway.ask(query.replaceAll(/@defer(\([^)]*\))?/g, ''), {}, { staff: true })).result;

const ROOTS = '{ dataSources { code } ... @defer(label: "crm") { crmCompanies { totalCount } } }';
/** The first part is longer than those that are compressed at once. */
const LONG_PART = ROOTS.replace('...', 'seriesCatalog(first: 200) { edges { node { code title description } } } ...');

describe.each([
  ['of a program', {}],
  ['of a page', { origin: ORIGIN }],
])('a request %s', (_, origin: Record<string, string>) => {
  test('gets what one upstream answers while another has not', async () => {
    const crm = hold(twenty);
    const response = await send(ROOTS, { headers: origin });
    const parts = reading(response);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(await parts.next()).toEqual({
      data: { dataSources: [{ code: 'BEA' }, { code: 'BLS' }, { code: 'CENSUS' }, { code: 'NBER' }] },
      pending: [{ id: '0', path: [], label: 'crm' }],
      hasNext: true,
    });
    crm.letGo();
    expect(await parts.rest()).toEqual([
      {
        incremental: [{ id: '0', data: { crmCompanies: { totalCount: 24 } } }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ]);
  });

  test('leaves, and frees what is requested for it', async () => {
    const crm = hold(twenty);
    const leaving = new AbortController();
    const response = await send(ROOTS, { headers: origin, signal: leaving.signal });
    await reading(response).next();
    expect(crm.held).toBe(1);
    leaving.abort();
    while (crm.closed < 1 || records.length < 1) await turn();
    expect(records[0]?.end?.codes).toEqual(['REQUEST_CANCELLED']);
  });

  test.each([
    ['gzip', 'gzip, deflate, br', ROOTS, createGunzip],
    ['gzip', 'gzip', LONG_PART, createGunzip],
    [undefined, 'br', ROOTS, () => new PassThrough()],
  ])(
    'gets each part compressed by %s, if it accepts %s, as soon as it is there',
    async (encoding, accepted, query, decompressor) => {
      const crm = hold(twenty);
      const body = JSON.stringify({ query });
      const headers = {
        ...{
          'content-type': 'application/json',
          'content-length': body.length,
          'accept-encoding': accepted,
          ...origin,
        },
        ...{ accept: `${MULTIPART}, application/json`, authorization: `Bearer ${STAFF_TOKEN}` },
      };
      const sent = requestOf(`${url}/graphql`, { method: 'POST', headers }).end(body);
      const text = await new Promise<string>((resolve, reject) => {
        let read = '';
        sent.on('response', (response) => {
          expect(response.headers['content-encoding']).toBe(encoding);
          expect(response.headers.vary).toContain('accept-encoding');
          const plain = response.pipe(decompressor());
          plain.on('data', (chunk) => {
            read += chunk;
            if (crm.held > 0 && read.endsWith('\r\n---')) crm.letGo();
          });
          plain.on('end', () => resolve(read));
          plain.on('error', reject);
        });
      });
      expect(text.split('\r\n---').map((part) => part.split('\r\n\r\n')[1])).toEqual([
        undefined,
        expect.stringContaining('"dataSources"'),
        expect.stringContaining('"crmCompanies"'),
        undefined,
      ]);
      if (query === LONG_PART) expect(text.length).toBeGreaterThan(32_768);
    },
  );
});

describe('what is deferred', () => {
  /** Holds an upstream until the first part is there. */
  async function answer(query: string, upstream: Faulty) {
    const held = hold(upstream);
    const parts = reading(await send(query));
    const first = await parts.next();
    held.letGo();
    const all = [...(first ? [first] : []), ...(await parts.rest())];
    expect(merge(all)).toEqual(await undeferred(query));
    return all;
  }

  test('a link, at each object of a list', async () => {
    const all = await answer(`{ ${ARTICLE} { slug ... @defer { title companies { name } } } }`, twenty);
    expect(all).toEqual([
      {
        data: { cmsArticles: [{ slug: 'the-industry-that-never-noticed' }] },
        pending: [{ id: '0', path: ['cmsArticles', 0] }],
        hasNext: true,
      },
      {
        incremental: [{ id: '0', data: { title: expect.any(String), companies: expect.any(Array) } }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ]);
  });

  test('a fragment in a fragment is announced when that one is there', async () => {
    const all = await answer(
      `query { dataSources { code } ... @defer(label: "a") { ${ARTICLE} { slug ...Companies @defer(label: "b") } } }
       fragment Companies on CmsArticle { companies { name } }`,
      directus,
    );
    expect(all.map(({ pending }) => pending)).toEqual([
      [{ id: '0', path: [], label: 'a' }],
      [{ id: '1', path: ['cmsArticles', 0], label: 'b' }],
      undefined,
    ]);
  });

  test('what a fragment shares with the rest comes once', async () => {
    const all = await answer(
      `{ ${ARTICLE} { author { name } ... @defer { author { name id } companies { name } } } }`,
      twenty,
    );
    expect(all[0]?.data).toEqual({ cmsArticles: [{ author: { name: expect.any(String) } }] });
    expect(all[1]?.incremental).toEqual([
      { id: '0', data: { companies: expect.any(Array) } },
      { id: '0', subPath: ['author'], data: { id: expect.any(String) } },
    ]);
  });

  test('a link of one type of several', async () => {
    const all = await answer(
      '{ cmsPages { slug blocks { item { __typename ... on CmsBlockCompanies @defer { companies { name } } } } } }',
      twenty,
    );
    expect(all.length).toBe(2);
    expect(all[0]?.pending?.length).toBeGreaterThan(0);
  });

  test.each([
    ['waits for no more than the rest', `{ ${ARTICLE} { slug ... @defer { title author { name } } } }`],
    ['is switched off', '{ dataSources { code } ... @defer(if: false) { crmCompanies { totalCount } } }'],
    ['is of a list without objects', `{ cmsArticles(limit: 0) { slug ... @defer { companies { name } } } }`],
    ['is of the whole operation', '{ ... @defer { crmCompanies { totalCount } } }'],
  ])('what %s comes whole', async (_, query) => {
    const response = await send(query);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual(await undeferred(query));
  });

  test('what a variable switches', async () => {
    const query =
      'query ($later: Boolean!) { dataSources { code } ... @defer(if: $later) { crmCompanies { totalCount } } }';
    const crm = hold(twenty);
    const parts = reading(await send(query, { variables: { later: true } }));
    expect(await parts.next()).toMatchObject({ hasNext: true });
    crm.letGo();
    await parts.rest();
    const whole = await send(query, { variables: { later: false } });
    expect(whole.headers.get('content-type')).toBe('application/json; charset=utf-8');
    await whole.json();
  });

  test('a mutation comes whole', async () => {
    const query =
      'mutation { crmUpdateCompany(id: "c0000000-0000-4000-8000-000000000021", data: { name: "Atlantic Shipyards" }) { ... @defer { name region(level: PROVINCE) { code } } } }';
    const response = await send(query);
    expect(await response.json()).toEqual({
      data: { crmUpdateCompany: { name: 'Atlantic Shipyards', region: { code: 'CA-12' } } },
    });
  });
});

describe('what fails in a deferred fragment', () => {
  test('an upstream: the error comes with the field that it costs', async () => {
    const crm = hold(twenty);
    const parts = reading(await send(ROOTS));
    const first = await parts.next();
    crm.letGo(answers(500, { errors: [{ message: 'Broken.' }] }));
    expect([first, ...(await parts.rest())]).toEqual([
      {
        data: { dataSources: [{ code: 'BEA' }, { code: 'BLS' }, { code: 'CENSUS' }, { code: 'NBER' }] },
        pending: [{ id: '0', path: [], label: 'crm' }],
        hasNext: true,
      },
      {
        incremental: [
          {
            id: '0',
            data: { crmCompanies: null },
            errors: [
              {
                message: 'Twenty failed to answer this.',
                locations: [{ line: 1, column: ROOTS.indexOf('crmCompanies') + 1 }],
                path: ['crmCompanies'],
                extensions: { code: 'UPSTREAM_FAILED', upstream: 'twenty' },
              },
            ],
          },
        ],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ]);
    expect(records[0]?.end).toMatchObject({ status: 200, codes: ['UPSTREAM_FAILED'], outcome: 'partly' });
  });

  test('the time of the request', async () => {
    const hasty = await startGateway({
      before: { twenty: () => twenty.url },
      server: { requestTimeoutMs: 3_000 },
    });
    onTestFinished(() => hasty.close());
    twenty.break(hangs);
    const headers = {
      ...{ 'content-type': 'application/json', accept: MULTIPART },
      authorization: `Bearer ${STAFF_TOKEN}`,
    };
    const body = JSON.stringify({ query: ROOTS });
    const accept = `${MULTIPART}, application/json`;
    const response = await hasty.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { ...headers, accept },
      body,
    });
    const [first, last] = await reading(response).rest();
    expect(first?.data).toEqual({
      dataSources: [{ code: 'BEA' }, { code: 'BLS' }, { code: 'CENSUS' }, { code: 'NBER' }],
    });
    expect(last?.incremental?.[0]).toMatchObject({
      data: { crmCompanies: null },
      errors: [{ path: ['crmCompanies'], extensions: { code: 'UPSTREAM_TIMEOUT' } }],
    });
  });

  test('the gateway itself: the fragment never comes, and its error is masked', async () => {
    const link = { upstream: 'twenty', field: 'crmCompaniesByIds', keys: 'ids' } as const;
    const broken = await startGateway({
      links: [
        {
          on: 'CmsArticle',
          field: 'broken: [CrmCompany!]',
          description: 'Fails.',
          needs: '{ id }',
          lookup: link,
          key() {
            throw new Error('A secret of the gateway.');
          },
        },
      ],
    });
    onTestFinished(() => broken.close());
    const response = await broken.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: `${MULTIPART}, application/json` },
        authorization: `Bearer ${STAFF_TOKEN}`,
      },
      body: JSON.stringify({ query: `{ ${ARTICLE} { slug ... @defer { broken { name } } } }` }),
    });
    const [first, last] = await reading(response).rest();
    expect(first?.data).toEqual({ cmsArticles: [{ slug: 'the-industry-that-never-noticed' }] });
    expect(last).toEqual({
      completed: [
        {
          id: '0',
          errors: [
            {
              message: expect.stringMatching(/^Something went wrong here\. Its id in the log is /),
              extensions: { code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) },
            },
          ],
        },
      ],
      hasNext: false,
    });
  });
});

describe('who is answered by parts', () => {
  const JSON_TYPE = 'application/json; charset=utf-8';
  const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';
  const EVENTS = 'text/event-stream; charset=utf-8';
  const PARTS = 'multipart/mixed; boundary="-"; incrementalSpec=v0.2';

  test.each([
    ['*/*', JSON_TYPE],
    ['multipart/*, application/json', JSON_TYPE],
    ['application/graphql-response+json, application/json', RESPONSE_TYPE],
    // Apollo Client 4, and with the format of before.
    ['multipart/mixed;incrementalSpec=v0.2,application/graphql-response+json,application/json;q=0.9', PARTS],
    ['multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9', RESPONSE_TYPE],
    ['multipart/mixed; incrementalSpec="v0.2", application/json', PARTS],
    ['multipart/mixed; incrementalSpec=v0.3, application/json', JSON_TYPE],
    ['multipart/mixed;q=0, application/json', JSON_TYPE],
    // urql.
    [
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      PARTS,
    ],
    ['text/event-stream', EVENTS],
    ['multipart/mixed;q=0.5, text/event-stream, application/json;q=0.1', EVENTS],
  ])('Accept: %s', async (accept, type) => {
    const isWhole = type === JSON_TYPE || type === RESPONSE_TYPE;
    const crm = hold(twenty);
    const answered = send(ROOTS, { headers: { accept } });
    while (crm.held === 0) await turn();
    if (isWhole) crm.letGo();
    const response = await answered;
    crm.letGo();
    const all = await reading(response).rest();
    expect(response.headers.get('content-type')).toBe(type);
    expect(all.length > 1).toBe(!isWhole);
    expect(merge(all)).toEqual(await undeferred(ROOTS));
  });
});

test('the last part says what the whole costs, and how it came about', async () => {
  const headers = { 'x-chronos-cost': '1', 'x-chronos-explain': '1' };
  const whole = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-chronos-cost': '1', authorization: `Bearer ${STAFF_TOKEN}` },
    body: JSON.stringify({ query: ROOTS }),
  });
  const { extensions } = (await whole.json()) as { extensions: { cost: object } };
  const crm = hold(twenty);
  const parts = reading(await send(ROOTS, { headers }));
  expect(await parts.next()).not.toHaveProperty('extensions');
  crm.letGo();
  const [last] = await parts.rest();
  expect(last?.extensions).toEqual({
    cost: extensions.cost,
    explain: expect.objectContaining({
      firstPartMs: expect.any(Number),
      requests: [expect.objectContaining({ upstream: 'analytics' }), expect.objectContaining({ upstream: 'twenty' })],
    }),
  });
  const record = records.at(-1);
  expect(record?.end?.ms).toBeGreaterThan(record?.firstPartMs ?? Number.NaN);
});
