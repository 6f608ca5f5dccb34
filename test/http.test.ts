import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { analytics, link } from '../gateway/config/define.ts';
import { BOUNDS, type Bounds } from '../gateway/limits/bounds.ts';
import { STAFF_TOKEN, startGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts';

const CLOSED = { ...BOUNDS, public: { ...BOUNDS.public, introspection: false } };

let gateway: TestGateway;
let closed: TestGateway;
beforeAll(async () => {
  [gateway, closed] = await Promise.all([
    startGateway(),
    startGateway({ server: { bounds: CLOSED, corsOrigins: ['https://app.example', 'https://beta.example'] } }),
  ]);
});
afterAll(() => Promise.all([gateway.close(), closed.close()]));

const URL = 'http://gateway/graphql';
const QUERY = '{ __typename }';
/** New each time: the fetch of the tests writes the body's length into it. */
const jsonType = () => ({ 'content-type': 'application/json' });
const ANSWER = { data: { __typename: 'Query' } };

describe('CSRF protection', () => {
  const POST_REMEDY =
    'Any site could make a browser send this request: send the operation as application/json, or send a header "x-chronos-csrf: 1".';

  test.for([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'query=%7B__typename%7D'],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['plain text', { 'content-type': 'text/plain' }, JSON.stringify({ query: QUERY })],
    ['several types at once', { 'content-type': 'application/json, text/plain' }, JSON.stringify({ query: QUERY })],
  ] as const)('a simple request is refused: %s', async ([, headers, body]) => {
    const response = await gateway.fetch(URL, { method: 'POST', headers, body });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ errors: [{ message: POST_REMEDY, extensions: { code: 'CSRF_REFUSED' } }] });
  });

  test('a POST of bytes without a type is refused', async () => {
    const response = await gateway.fetch(URL, { method: 'POST', body: new TextEncoder().encode('{}') });
    expect(response.status).toBe(403);
  });

  test('a GET that carries a cookie is refused, unless a script of this site sent it', async () => {
    const url = `${URL}?query=${encodeURIComponent(QUERY)}`;
    const headers = { cookie: 'theme=dark', accept: 'application/json' };
    expect((await gateway.fetch(url, { headers })).status).toBe(403);
    expect((await gateway.fetch(url, { headers: { ...headers, 'x-chronos-csrf': '1' } })).status).toBe(200);
  });

  test('a GET without one needs no header, so that it can be cached', async () => {
    const response = await gateway.fetch(`${URL}?query=${encodeURIComponent(QUERY)}`);
    expect(await response.json()).toEqual(ANSWER);
  });
});

describe('CORS allow-list', () => {
  const preflight = (server: TestGateway, origin: string) =>
    server.fetch(URL, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

  test('no other site reads answers where none is listed', async () => {
    const response = await gateway.fetch(URL, {
      method: 'POST',
      headers: { ...jsonType(), origin: 'https://app.example' },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a listed site may ask and read, without cookies', async () => {
    const { headers } = await preflight(closed, 'https://app.example');
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, QUERY');
  });

  test.for(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    '%s may not: no answer to it has a header of CORS',
    async (origin) => {
      const answers = [
        await preflight(closed, origin),
        await closed.fetch(`${URL}?query=${encodeURIComponent(QUERY)}`, { headers: { origin } }),
        await closed.fetch('http://gateway/tiles/COUNTY/4/3/5.mvt', { headers: { origin } }),
      ];
      for (const { headers } of answers) {
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    },
  );

  test('every answer says that it depends on the origin, with an origin and without', async () => {
    const body = JSON.stringify({ query: QUERY });
    for (const headers of [{}, { origin: 'https://app.example' }, { origin: 'https://evil.example' }]) {
      const answers = [
        await closed.fetch(`${URL}?query=${encodeURIComponent(QUERY)}`, { headers }),
        await closed.fetch(URL, { method: 'POST', headers: { ...jsonType(), ...headers }, body }),
        await closed.fetch('http://gateway/tiles/COUNTY/4/3/5.mvt', { headers }),
      ];
      expect(
        answers.map((answer) => answer.headers.get('vary')?.toLowerCase().split(/, */).includes('origin')),
      ).toEqual([true, true, true]);
    }
  });
});

describe('security headers', () => {
  test('an answer can not be sniffed, framed or run', async () => {
    const { headers } = await gateway.fetch(`${URL}?query=${encodeURIComponent(QUERY)}`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  test('GraphiQL may run its own scripts, and no one may frame it', async () => {
    const { headers } = await gateway.fetch(URL, { headers: { accept: 'text/html' } });
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'; .*frame-ancestors 'none'/);
  });
});

describe('request bounds', () => {
  test('a body past its size is refused with 413', async () => {
    const body = JSON.stringify({ query: QUERY, variables: { padding: 'x'.repeat(300_000) } });
    const response = await gateway.fetch(URL, { method: 'POST', headers: jsonType(), body });
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('Send no more than 262144 bytes,');
  });

  test('array batching is refused', async () => {
    const body = JSON.stringify([{ query: QUERY }, { query: QUERY }]);
    const response = await gateway.fetch(URL, { method: 'POST', headers: jsonType(), body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ message: 'Batching is not supported.', extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

describe('introspection per audience', () => {
  test("everyone's by default, GraphiQL's query too", async () => {
    const { result } = await gateway.ask(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }));
    expect(result.errors).toBeUndefined();
  });

  test('not for an audience that it is closed to, by an alias neither', async () => {
    const refused = await closed.ask('{ hidden: __schema { types { name } } }');
    expect(refused.result.data).toBeUndefined();
    expect(refused.result.errors?.[0]?.message).toMatch(/introspection has been disabled/i);
    const staff = await closed.ask('{ __schema { queryType { name } } }', {}, { staff: true });
    expect(staff.result).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });
});

describe('limits of documents', () => {
  const nested = (depth: number) =>
    `{ region(code: "US") ${'{ parent '.repeat(depth - 2)}{ code }${' }'.repeat(depth - 2)} }`;

  test.for([
    [
      'depth',
      nested(13),
      'The document has 13 levels of fields; the limit is 12. Request the deeper fields separately.',
    ],
    [
      'aliases',
      `{ region(code: "US") { ${Array.from({ length: 31 }, (_, n) => `a${n}: name`).join(' ')} } }`,
      'The document has 31 aliases; the limit is 30. Request fewer at a time, or by a field that takes a list.',
    ],
    [
      'rootFields',
      `{ ${Array.from({ length: 11 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
      'The document has 11 root fields; the limit is 10. Request the others in another request.',
    ],
    [
      'directives',
      `{ __typename ${'@skip(if: false) '.repeat(51)} }`,
      'The document has 51 directives; the limit is 50. Use fewer.',
    ],
    [
      'fields',
      `{ region(code: "US") { ${'name '.repeat(500)} } }`,
      'The document has 501 fields; the limit is 500. Request fewer at a time.',
    ],
    [
      'tokens',
      `{ __typename ${'@a '.repeat(1000)} }`,
      'The document has 2003 tokens; the limit is 2000. Send a shorter document.',
    ],
  ] as const)('%s', async ([measure, query, message]) => {
    const { errors = [] } = (await gateway.ask(query)).result;
    expect(errors).toContainEqual({
      message,
      extensions: { code: 'DOCUMENT_TOO_LARGE', measure, limit: BOUNDS.public[measure] },
    });
  });

  test('each audience has its own', async () => {
    const { result } = await gateway.ask(nested(13), {}, { staff: true });
    expect(result.errors).toBeUndefined();
  });

  test('one over HTTP for whoever asks for its status', async () => {
    const response = await gateway.fetch(URL, {
      method: 'POST',
      headers: { ...jsonType(), accept: 'application/graphql-response+json', authorization: `Bearer ${STAFF_TOKEN}` },
      body: JSON.stringify({ query: nested(21) }),
    });
    expect(response.status).toBe(400);
  });
});

describe('a cost computed before execution from list bounds', () => {
  async function costOf(query: string, variables: object = {}, token?: string) {
    const response = await gateway.fetch(URL, {
      method: 'POST',
      headers: { ...jsonType(), 'x-chronos-cost': '1', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { extensions, errors } = JSON.parse(await response.text());
    return errors ?? extensions?.cost;
  }

  test.for([
    ['a value', '{ __typename }', 1],
    ['an object and its values', '{ region(code: "US") { code name } }', 3],
    ['a list of the size asked for', '{ cmsArticles(limit: 5) { slug title } }', 15],
    ['a size in a variable', 'query ($n: Int) { cmsArticles(limit: $n) { slug } }', 14],
    ['a default size', '{ cmsTags { slug } }', 200],
    ['the default of a list in a list', '{ cmsArticles(limit: 2) { tags { tag { slug } } } }', 2 * (1 + 100 * 3)],
    ['a connection', '{ regions(level: STATE, first: 10) { edges { node { code } } } }', 1 + 10 * 52],
    ['a connection of no size', '{ regions(level: STATE) { totalCount edges { cursor } } }', 1 + 500 + 200 * 2],
    ['a list of none', '{ cmsArticles(limit: 0) { slug } }', 1],
    [
      'a filter',
      '{ cmsArticles(limit: 0, filter: { _or: [{ id: { _eq: 1 } }, { id: { _eq: 2 } }] }) { slug } }',
      1 + 50,
    ],
    ['a search', '{ regions(level: STATE, first: 0, search: "a") { edges { cursor } } }', 2 + 2 * 60],
    [
      'as many places as are given',
      '{ regionsAt(places: [{ name: "Texas" }, { name: "Ohio" }]) { code } }',
      2 * 50 + 2 + 20,
    ],
    ['what is left out', '{ region(code: "US") { code name @skip(if: true) geometry @include(if: false) } }', 2],
    ['fragments', '{ region(code: "US") { ...R ... on Region { name } } } fragment R on Region { code }', 3],
    ['a geometry', '{ region(code: "US") { geometry } }', 31],
    ['introspection', '{ __schema { types { name } } }', 1000],
  ] as const)('%s', async ([, query, requested]) => {
    expect(await costOf(query, { n: 7 })).toEqual({ requested: 50 + requested, limit: BOUNDS.public.cost });
  });

  test('null for a size is not the default size, whichever was requested before', async () => {
    const query = 'query ($n: Int) { region(code: "US") { articles(first: $n) { slug } } }';
    const requested: number[] = [];
    for (const variables of [{}, { n: null }, {}, { n: null }])
      requested.push((await costOf(query, variables)).requested);
    expect(requested).toEqual([71, 251, 71, 251]);
  });

  test("a list of a deployment's own link is as long as the link says", async () => {
    const own = (field: string, listSize?: number) =>
      link<{ seriesCodes: string[] | null }>({
        on: 'CmsArticle',
        field,
        description: 'Series.',
        needs: '{ seriesCodes }',
        lookup: analytics.seriesByCodes,
        key: (article) => article.seriesCodes,
        ...(listSize !== undefined && { listSize }),
      });
    const links = [own('few: [Series!]', 3), own('some: [Series!]'), own('first(first: Int = 5): [Series!]', 3)];
    const other = await startGateway({ links });
    onTestFinished(() => other.close());
    const costs = links.map(async ({ field }) => {
      const name = /^\w+/.exec(field)?.[0];
      const body = JSON.stringify({ query: `{ cmsArticles(limit: 2) { ${name} { code } } }` });
      const response = await other.fetch(URL, {
        method: 'POST',
        headers: { ...jsonType(), 'x-chronos-cost': '1' },
        body,
      });
      return JSON.parse(await response.text()).extensions.cost.requested - 50;
    });
    expect(await Promise.all(costs)).toEqual([2 + 2 * 3 * 2, 2 + 2 * 100 * 2, 2 + 2 * 5 * 2]);
  });

  test('columns are as long as requested; each audience has its bound', async () => {
    const query = '{ series(code: "BLS:CES0000000001") { observationColumns(limit: 50) { times values } } }';
    expect(await costOf(query, {}, STAFF_TOKEN)).toEqual({ requested: 152, limit: BOUNDS.internal.cost });
  });

  test('shown in `extensions.cost` only on request', async () => {
    expect((await gateway.ask('{ __typename }')).result).toEqual(ANSWER);
  });

  test('refused above the bound, before anyone is asked', async () => {
    const { result, requests } = await gateway.ask(
      '{ cmsArticles { tags { tag { articles { article { slug } } } } } }',
    );
    expect(requests).toEqual({ directus: 0, twenty: 0, analytics: 0 });
    expect(result).toEqual({
      errors: [
        {
          message:
            'This operation could cost 3020150 points; the limit is 250000. Request shorter lists (first, limit), or fewer fields in them.',
          extensions: { code: 'COST_LIMIT_EXCEEDED', cost: { requested: 3_020_150, limit: 250_000 } },
        },
      ],
    });
  });
});

describe('rates and cost budgets: 429 with Retry-After and the standard RateLimit headers', () => {
  const limited = (bounds: Partial<Bounds>, server: TestGatewayOptions['server'] = {}) =>
    startGateway({ server: { bounds: { ...BOUNDS, public: { ...BOUNDS.public, ...bounds } }, ...server } });
  const post = (server: TestGateway, query: string, headers: Record<string, string> = {}) =>
    server.fetch(URL, { method: 'POST', headers: { ...jsonType(), ...headers }, body: JSON.stringify({ query }) });

  test('requests a minute', async () => {
    const server = await limited({ requestsPerMinute: 2 });
    const answers = [await post(server, QUERY), await post(server, QUERY), await post(server, QUERY)];
    const staff = await post(server, QUERY, { authorization: `Bearer ${STAFF_TOKEN}` });
    await server.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(staff.status).toBe(200);
    expect(answers.map(({ headers }) => headers.get('ratelimit')?.split(',')[0])).toEqual([
      '"requests";r=1;t=60',
      '"requests";r=0;t=60',
      expect.stringMatching(/^"requests";r=0;t=\d+$/),
    ]);
    expect(answers[2]?.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
    expect(answers[2]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await answers[2]?.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^At most 2 requests a minute; 0 are left\. Try again in \d+ seconds\.$/),
          extensions: { code: 'RATE_LIMITED', allowance: 'requests' },
        },
      ],
    });
  });

  test('an anonymous caller is the address that the proxy adds last, whatever it says of itself', async () => {
    const server = await limited({ requestsPerMinute: 1 }, { clientAddressHeader: 'x-forwarded-for' });
    const from = async (forwarded: string) => (await post(server, QUERY, { 'x-forwarded-for': forwarded })).status;
    const statuses = [await from('192.0.2.1'), await from('203.0.113.9, 192.0.2.1'), await from('192.0.2.2')];
    await server.close();
    expect(statuses).toEqual([200, 429, 200]);
  });

  test('points of cost a day; what is refused takes nothing', async () => {
    const server = await limited({ costPerDay: 1_600 });
    const six = '{ region(code: "US") { code name level country id: code } }';
    const answers = [
      // 56 points, and 1,400 for a document that is new.
      await post(server, six),
      await post(server, '{ cmsTags { slug } }'),
      await post(server, six),
    ];
    await server.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(answers.map(({ headers }) => headers.get('ratelimit')?.split(', ')[1]?.split(';')[1])).toEqual([
      'r=144',
      'r=144',
      'r=88',
    ]);
    expect(answers[1]?.headers.get('ratelimit-policy')).toBe('"requests";q=1200;w=60, "cost";q=1600;w=86400');
    expect(await answers[1]?.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', allowance: 'cost' } }],
    });
  });

  test('each operation of a document costs points when it is new, and so does a long body', async () => {
    const server = await limited({ costPerDay: 10_000 });
    const query = 'query A { __typename } query B { __typename }';
    const left = async (body: object, length: number) => {
      const headers = { ...jsonType(), 'content-length': String(length) };
      const answer = await server.fetch(URL, { method: 'POST', headers, body: JSON.stringify(body) });
      return /"cost";r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1];
    };
    const answers = [
      await left({ query, operationName: 'A' }, 100),
      await left({ query, operationName: 'B' }, 100),
      await left({ query, operationName: 'B' }, 100),
      await left({ query, operationName: 'B' }, 45_000),
    ];
    await server.close();
    expect(answers).toEqual(['9549', '9298', '9247', '9096']);
  });

  test('who has no points left has no document parsed, and none validated that cannot be paid', async () => {
    const server = await limited({ cost: 100, costPerDay: 100 });
    const unparsed = await post(server, '{ it is no document');
    await server.close();
    const other = await limited({ cost: 500, costPerDay: 500 });
    const unvalidated = await post(other, '{ region { no such fields } }');
    await other.close();
    for (const answer of [unparsed, unvalidated]) {
      expect(answer.status).toBe(429);
      expect(await answer.json()).toMatchObject({
        errors: [{ extensions: { code: 'RATE_LIMITED', allowance: 'cost-burst' } }],
      });
    }
    expect(unvalidated.headers.get('ratelimit')).toMatch(
      /^"requests";r=1199;t=60, "cost";r=300;t=86400, "cost-burst";r=/,
    );
  });
});
