import { once } from 'node:events';
import { get, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import examples from '../client/views/examples.json' with { type: 'json' };
import { ArticlePageDocument, HomeForStaffDocument, RegionDashboardDocument } from '../client/views/index.ts';
import { BODY_OBJECTS, BOUNDS } from '../gateway/limits/bounds.ts';
import type { RequestRecord } from '../gateway/observe/record.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';
import { serveSockets } from './subscriptions/web-socket.ts';

const records: RequestRecord[] = [];

let gateway: TestGateway;
let served: Awaited<ReturnType<typeof serveSockets>>;
beforeAll(async () => {
  const bounds = { ...BOUNDS, public: { ...BOUNDS.public, costPerDay: 1e12 } };
  gateway = await startGateway({
    watchers: [{ requestEnds: (record) => void records.push(record) }],
    server: { bounds },
  });
  served = await serveSockets(gateway);
});
afterAll(async () => {
  await served.close();
  await gateway.close();
});

interface Sent {
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

const manyObjects = { query: '{ __typename }', extensions: { many: Array(BODY_OBJECTS).fill({}) } };

/** What is of one request, or of one connection, alone. */
const OWN_HEADERS = [
  'x-request-id',
  'ratelimit',
  'ratelimit-policy',
  'date',
  'connection',
  'keep-alive',
  'content-length',
];

/** How a request is decoded: from Node's own, or from the one that Yoga makes. */
const DECODERS = {
  node: (init: RequestInit) => fetch(`${served.url}/graphql`, init),
  yoga: (init: RequestInit) => gateway.fetch('http://gateway/graphql', init),
} as const;

async function send({ body, headers }: Sent, decoder: keyof typeof DECODERS) {
  const response = await DECODERS[decoder]({
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    text: (decoder === 'yoga' && response.headers.get('content-encoding') === 'gzip'
      ? gunzipSync(bytes)
      : bytes
    ).toString(),
    headers: Object.fromEntries(
      Array.from(response.headers, ([name, value]) => [name.toLowerCase(), value] as const).filter(
        ([name]) => !OWN_HEADERS.includes(name),
      ),
    ),
  };
}

const staff = { authorization: `Bearer ${STAFF_TOKEN}` };
const article = { query: String(ArticlePageDocument), variables: examples.ArticlePage };

/** The same operation in a document of its own. */
const otherwise = (word: string) => ({ ...article, query: `# ${word}\n${article.query}` });

describe('an operation is answered the same, the first time and again, however its request is decoded', () => {
  const same: readonly (readonly [string, Sent])[] = [
    ['a view', { body: article }],
    [
      'by its hash',
      { body: { documentId: RegionDashboardDocument.__meta__?.hash, variables: examples.RegionDashboard } },
    ],
    ['for staff', { body: { query: String(HomeForStaffDocument) }, headers: staff }],
    ['without variables', { body: { query: '{ b: __typename region(code: "US-06") { name } }' } }],
    [
      'as application/graphql-response+json',
      { body: otherwise('as'), headers: { accept: 'application/graphql-response+json' } },
    ],
    ['with letters of several bytes', { body: { query: '{ region(code: "CA-24") { nameFr } }' } }],
    ['compressed', { body: otherwise('compressed'), headers: { 'accept-encoding': 'gzip' } }],
    [
      'one of several operations',
      { body: { query: 'query A { __typename } query B { b: __typename }', operationName: 'B' } },
    ],
    [
      'with an error of an argument',
      { body: { query: '{ region(code: "US-06") { name articles(first: 101) { title } } }' } },
    ],
    [
      'with a part left out by a variable',
      {
        body: {
          query: 'query ($b: Boolean!) { region(code: "US-06") { name code @skip(if: $b) } }',
          variables: { b: true },
        },
      },
    ],
    ['introspection', { body: { query: '{ __schema { queryType { name } } region(code: "US-06") { name } }' } }],
    [
      'with a key that JavaScript knows',
      { body: { query: '{ constructor: region(code: "US-06") { toString: name } }' } },
    ],
    ['a write', { body: { query: 'mutation { __typename }' }, headers: staff }],
    ['as the only event', { body: article, headers: { accept: 'text/event-stream' } }],
    ['with its cost', { body: article, headers: { 'x-chronos-cost': '1' } }],
    ['a subscription that is refused', { body: { query: 'subscription { crmRecordChanged { id } }' } }],
    ['a document that is not valid', { body: { query: '{ nothing }' } }],
    ['no document', { body: { query: '{' }, headers: { accept: 'application/graphql-response+json' } }],
    ['a variable that does not fit', { body: { ...article, variables: { slug: 1 } } }],
    [
      'a null for a directive',
      {
        body: {
          query: 'query ($b: Boolean = true) { region(code: "US") { code @skip(if: $b) } }',
          variables: { b: null },
        },
      },
    ],
    ['no JSON', { body: '{' }],
    ['a list of operations', { body: [article] }],
    ['a parameter that there is not', { body: { ...article, id: 1 } }],
    ['a parameter of another type', { body: { ...article, variables: 'none' } }],
    ['another content type', { body: 'query', headers: { 'content-type': 'application/xml' } }],
    ['a compressed body', { body: article, headers: { 'content-encoding': 'gzip' } }],
    ['a body that is too long', { body: { query: ' '.repeat(300_000) } }],
    ['a body of too many objects', { body: manyObjects }],
    ['a type that there is not', { body: article, headers: { accept: 'text/html' } }],
    ['a credential that nobody knows', { body: article, headers: { authorization: 'Bearer unknown' } }],
    ['what only forms can send', { body: 'query=%7B__typename%7D', headers: { 'content-type': 'text/plain' } }],
  ];
  test.each(same)('%s', async (_name, sent) => {
    const first = await send(sent, 'yoga');
    expect(await send(sent, 'yoga')).toEqual(first);
    expect(await send(sent, 'node')).toEqual(first);
  });

  test.each(['node', 'yoga'] as const)('a byte-order mark before JSON is ignored: %s', async (decoder) => {
    const marked = await send({ body: `\uFEFF${JSON.stringify(article)}` }, decoder);
    expect(marked).toEqual(await send({ body: article }, decoder));
    expect(marked.status).toBe(200);
  });

  const statuses: readonly (readonly [string, Sent, number, string])[] = [
    ['no JSON', { body: '{' }, 400, 'BAD_REQUEST'],
    ['a list of operations', { body: [article] }, 400, 'BAD_REQUEST'],
    [
      'another content type',
      { body: '', headers: { 'content-type': 'application/xml' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a compressed body', { body: article, headers: { 'content-encoding': 'gzip' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body that is too long', { body: { query: ' '.repeat(300_000) } }, 413, 'REQUEST_ENTITY_TOO_LARGE'],
    ['a body of too many objects', { body: manyObjects }, 413, 'REQUEST_ENTITY_TOO_LARGE'],
    ['a type that there is not', { body: article, headers: { accept: 'text/html' } }, 406, 'NOT_ACCEPTABLE'],
    [
      'a credential that nobody knows',
      { body: article, headers: { authorization: 'Bearer x' } },
      401,
      'CREDENTIAL_UNKNOWN',
    ],
    ['what only forms can send', { body: 'a=b', headers: { 'content-type': 'text/plain' } }, 403, 'CSRF_REFUSED'],
  ];
  test.each(statuses)('%s: HTTP %s, %s', async (_name, sent, status, code) => {
    const refused = await send(sent, 'node');
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.text).errors).toMatchObject([{ extensions: { code } }]);
  });

  test.each(['/', '/graphql', '/tiles/county.json', '/healthz'])(
    'a Host that is none is refused, at %s',
    async (path) => {
      const [response] = await once(get(`${served.url}${path}`, { headers: { host: 'a b' } }), 'response');
      expect(response.statusCode).toBe(400);
      expect(JSON.parse(await text(response))).toEqual({
        errors: [{ message: 'The header "Host" is not valid.', extensions: { code: 'BAD_REQUEST' } }],
      });
    },
  );

  test.each(['/other/graphql', '//graphql', '/other?at=/graphql'])('no operation is answered at %s', async (path) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ __typename }' });
    const [response] = await once(request(`${served.url}${path}`, { method: 'POST', headers }).end(body), 'response');
    expect(response.statusCode).toBe(404);
    expect(await text(response)).toBe('');
  });

  test('an operation of staff is not one of the public', async () => {
    const body = { query: '{ crmCompanies(first: 1) { totalCount } }' };
    expect((await send({ body, headers: staff }, 'node')).text).toContain('"totalCount"');
    expect((await send({ body }, 'node')).text).toContain('Cannot query field');
  });
});

test('the variables of each request decide what is left out, how long lists are, and what that costs', async () => {
  const query = `query ($n: Int, $names: Boolean = false) {
    regions(level: STATE, first: $n) { edges { node { code name @include(if: $names) } } }
  }`;
  const ask = async (variables: object) => {
    records.length = 0;
    const { text } = await send({ body: { query, variables } }, 'yoga');
    const [first, ...others] = JSON.parse(text).data?.regions.edges ?? [];
    return { first: first?.node, others: others.length, cost: records.at(-1)?.cost };
  };
  const code = expect.stringMatching(/^US-/);
  expect(await ask({ n: 1 })).toEqual({ first: { code }, others: 0, cost: 103 });
  for (const _time of [1, 2]) {
    expect(await ask({ n: 2 })).toEqual({ first: { code }, others: 1, cost: 155 });
    expect(await ask({ n: 1, names: true })).toEqual({
      first: { code, name: expect.any(String) },
      others: 0,
      cost: 104,
    });
    expect(await ask({ n: 1 })).toEqual({ first: { code }, others: 0, cost: 103 });
    expect(await ask({ names: null })).toEqual({ first: undefined, others: 0, cost: undefined });
  }
});

test('a caller that asks too often is refused there too, with the time to wait', async () => {
  const bounds = { ...BOUNDS, public: { ...BOUNDS.public, requestsPerMinute: 2 } };
  const strict = await startGateway({ server: { bounds } });
  const ask = () =>
    strict.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
  const [first, second, third] = [await ask(), await ask(), await ask()];
  await strict.close();
  expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
  expect(third.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(third.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
  expect(await third.json()).toMatchObject({
    errors: [{ extensions: { code: 'RATE_LIMITED', allowance: 'requests' } }],
  });
});

describe('what the last run looked up is requested with the first wave', () => {
  const query = 'query ($id: UUID!) { crmCompany(id: $id) { name region(level: STATE) { code } } }';
  const id = 'c0000000-0000-4000-8000-000000000001';
  const at = (addressLat: number, addressLng: number) => `mutation {
    crmUpdateCompany(id: "${id}", data: { address: { addressLat: ${addressLat}, addressLng: ${addressLng} } }) { id }
  }`;

  test('where it is right, and otherwise the present keys are requested', async () => {
    const ended: RequestRecord[] = [];
    const watchers = [{ requestEnds: (record: RequestRecord) => void ended.push(record) }];
    const prefetching = await startGateway({ watchers, server: { prefetch: true, audit: () => {} } });
    const ask = async (asked: string, variables = {}) => {
      const { result } = await prefetching.ask(asked, variables, { staff: true });
      const { hits, misses } = ended.at(-1)?.prefetch ?? { hits: 0, misses: 0 };
      return { region: Object(result.data?.crmCompany).region?.code, hits, misses };
    };
    await ask(at(34.05, -118.24));
    expect(await ask(query, { id })).toEqual({ region: 'US-06', hits: 0, misses: 0 });
    expect(await ask(query, { id })).toEqual({ region: 'US-06', hits: 1, misses: 0 });
    await ask(at(40.71, -74.0));
    expect(await ask(query, { id })).toEqual({ region: 'US-36', hits: 0, misses: 1 });
    expect(await ask(query, { id })).toEqual({ region: 'US-36', hits: 1, misses: 0 });
    await prefetching.close();
  });

  test('and who stands in a region: where the CRM finds them, and where they stand', async () => {
    const ended: RequestRecord[] = [];
    const watchers = [{ requestEnds: (record: RequestRecord) => void ended.push(record) }];
    const prefetching = await startGateway({ watchers, server: { prefetch: true, audit: () => {} } });
    const inState = '{ region(code: "US-06") { companies { totalCount nodes(first: 100) { id } } } }';
    const ask = async () => {
      const { result } = await prefetching.ask(inState, {}, { staff: true });
      const { prefetch, upstreamRequests = [] } = ended.at(-1) ?? {};
      const { nodes = [], totalCount } = Object(result.data?.region).companies ?? {};
      const hasIt = nodes.some((node: { id: string }) => node.id === id);
      const waves = upstreamRequests.map(({ upstream, wave }) => `${wave} ${upstream}`).sort();
      return { totalCount, hasIt, prefetch, waves };
    };
    await prefetching.ask(at(34.05, -118.24), {}, { staff: true });
    const first = await ask();
    const { totalCount } = first;
    const one = { totalCount, hasIt: true };
    const later = ['1 analytics', '2 twenty', '3 analytics'];
    expect(first).toEqual({ ...one, prefetch: { hits: 0, misses: 0 }, waves: later });
    const atOnce = ['1 analytics', '1 analytics', '1 twenty'];
    expect(await ask()).toEqual({ ...one, prefetch: { hits: 2, misses: 0 }, waves: atOnce });
    await prefetching.ask(at(40.71, -74.0), {}, { staff: true });
    const moved = { totalCount: totalCount - 1, hasIt: false };
    expect(await ask()).toEqual({
      ...moved,
      prefetch: { hits: 1, misses: 1 },
      waves: [...atOnce, '2 analytics'],
    });
    expect(await ask()).toEqual({ ...moved, prefetch: { hits: 2, misses: 0 }, waves: atOnce });
    await prefetching.close();
  });

  test('and of a list that has changed, what was not prefetched alone', async () => {
    const [one, two, three] = [1, 2, 13].map((nth) => `c0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`);
    const ended: RequestRecord[] = [];
    const watchers = [{ requestEnds: (record: RequestRecord) => void ended.push(record) }];
    const prefetching = await startGateway({ watchers, server: { prefetch: true, audit: () => {} } });
    const ask = async () => {
      const { result } = await prefetching.ask('{ cmsArticle(id: 2) { companies { id } } }', {}, { staff: true });
      const asked = ended.at(-1)?.calls.filter(({ upstream }) => upstream === 'twenty') ?? [];
      return {
        companies: Object(result.data?.cmsArticle).companies?.map(({ id }: { id: string }) => id),
        asked: asked.map(({ variables }) => Object(variables).companies_filter.id.in),
      };
    };
    const change = (companyIds: readonly (string | undefined)[]) =>
      prefetching.ask(
        'mutation ($companyIds: [String]) { cmsUpdateArticle(id: 2, data: { companyIds: $companyIds }) { id } }',
        { companyIds },
        { staff: true },
      );
    await ask();
    expect(await ask()).toEqual({ companies: [one, two], asked: [[one, two]] });
    await change([three, two]);
    expect(await ask()).toEqual({ companies: [three, two], asked: [[one, two], [three]] });
    expect(await ask()).toEqual({ companies: [three, two], asked: [[three, two]] });
    await change([two]);
    expect(await ask()).toEqual({ companies: [two], asked: [[three, two]] });
    await change([one, two]);
    await prefetching.close();
  });
});
