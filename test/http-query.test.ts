import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HomeDocument } from '../client/index.ts';
import { createNodeServer } from '../gateway/http/node-server.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';

// HTTP QUERY, RFC 10008: a POST that is safe to repeat.

const APP = 'https://app.example';

let gateway: TestGateway;
let strict: TestGateway;
let server: Server;
let url: string;
beforeAll(async () => {
  [gateway, strict] = await Promise.all([
    startGateway({ server: { corsOrigins: [APP] } }),
    startGateway({ server: { trustedDocumentsOnly: ['public'] } }),
  ]);
  server = createNodeServer(gateway.listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await Promise.all([gateway.close(), strict.close()]);
});

const QUERY = 'query Named($code: String!) { region(code: $code) { name } }';
const BODY = JSON.stringify({ query: QUERY, variables: { code: 'US-06' } });
const JSON_TYPE = { 'content-type': 'application/json' };

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** By Yoga, as tests and pages of other origins, and directly from Node's request. */
const ways = [
  ['by Yoga', (init: RequestInit) => gateway.fetch('http://gateway/graphql', init)],
  ['by Node', (init: RequestInit) => fetch(url, init)],
] as const;

describe.each(ways)('%s', (_, ask) => {
  async function answered({ method = 'QUERY', headers = JSON_TYPE, body = BODY }: Sent = {}) {
    const response = await ask({ method, headers: { ...headers }, body });
    const { status } = response;
    const [allow, acceptQuery, cacheControl] = ['allow', 'accept-query', 'cache-control'].map((name) =>
      response.headers.get(name),
    );
    return { status, allow, acceptQuery, cacheControl, body: await response.json() };
  }

  test('is answered like POST, however often', async () => {
    const posted = await answered({ method: 'POST' });
    expect(posted).toMatchObject({ status: 200, body: { data: { region: { name: 'California' } } } });
    expect(await answered()).toEqual(posted);
    expect(await answered()).toEqual(posted);
    expect(posted.cacheControl).toBe('private, no-store');
  });

  test('is answered in UTF-8 where the text is not ASCII', async () => {
    const body = JSON.stringify({ query: '{ regions(level: "Ebene 1 – groß 🗺") { totalCount } }' });
    const answer = await answered({ body });
    expect(JSON.stringify(answer.body)).toContain('Ebene 1 – groß 🗺');
  });

  test('writes nothing', async () => {
    const headers = { ...JSON_TYPE, authorization: `Bearer ${STAFF_TOKEN}` };
    const body = JSON.stringify({ query: 'mutation { __typename }' });
    expect(await answered({ headers, body })).toMatchObject({ status: 405, allow: 'POST' });
    expect(await answered({ method: 'POST', headers, body })).toMatchObject({ status: 200, allow: null });
  });

  test('needs no header against forgery: a browser sends a preflight for it', async () => {
    expect((await answered({ headers: { ...JSON_TYPE, cookie: 'theme=dark' } })).status).toBe(200);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await answered({ headers, body: 'query={__typename}' })).status).toBe(200);
  });

  test('of another type, the types that may be sent are in Accept-Query', async () => {
    expect(await answered({ headers: { 'content-type': 'application/sql' } })).toMatchObject({
      status: 415,
      acceptQuery: 'application/json, application/graphql+json, application/graphql, application/x-www-form-urlencoded',
      body: { errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] },
    });
  });

  test('any other method is refused with those that are not', async () => {
    expect(await answered({ method: 'PUT' })).toMatchObject({ status: 405, allow: 'GET, POST, QUERY' });
  });
});

test.each([{}, { origin: APP }])(
  'OPTIONS names the methods of operations, and of other paths none: %j',
  async (headers) => {
    const allowed = async (path: string) => {
      const { status, headers: answered } = await fetch(new URL(path, url), { method: 'OPTIONS', headers });
      return [status, answered.get('allow')];
    };
    expect(await allowed('/graphql')).toEqual([204, 'GET, POST, QUERY']);
    expect((await allowed('/healthz'))[1]).toBeNull();
  },
);

test('a page of a listed origin may send it, and no other', async () => {
  const preflight = (origin: string) =>
    gateway.fetch('http://gateway/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'QUERY' },
    });
  expect((await preflight(APP)).headers.get('access-control-allow-methods')).toContain('QUERY');
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-methods')).toBeNull();
  const sent = { method: 'QUERY', headers: { ...JSON_TYPE, origin: APP }, body: BODY };
  const { headers } = await fetch(url, sent);
  expect(headers.get('access-control-allow-origin')).toBe(APP);
});

test('where trusted documents are enforced, it takes no others', async () => {
  const ask = async (body: object) => {
    const init = { method: 'QUERY', headers: { ...JSON_TYPE }, body: JSON.stringify(body) };
    return (await strict.fetch('http://gateway/graphql', init)).json();
  };
  expect(await ask({ query: QUERY })).toMatchObject({ errors: [{ extensions: { code: 'TRUSTED_DOCUMENTS_ONLY' } }] });
  expect(await ask({ documentId: HomeDocument.__meta__?.hash })).toMatchObject({ data: {} });
});
