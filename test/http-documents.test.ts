import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, HomeDocument } from '../client/index.ts';
import examples from '../client/views/examples.json' with { type: 'json' };
import { documentsOf, sha256, trustedDocuments } from '../gateway/documents/persisted-documents.ts';
import { demo, STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
let strict: TestGateway;
beforeAll(async () => {
  [gateway, strict] = await Promise.all([
    startGateway(),
    startGateway({ server: { trustedDocumentsOnly: ['public', 'partner'] } }),
  ]);
});
afterAll(() => Promise.all([gateway.close(), strict.close()]));

const STAFF = { authorization: `Bearer ${STAFF_TOKEN}` };
const HOME: string = HomeDocument.__meta__?.hash;
const REGION =
  [...trustedDocuments(demo)].find(([, document]) => document.includes('query RegionDashboard('))?.[0] ?? '';

const get = (server: TestGateway, parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  server.fetch(`http://gateway/graphql?${new URLSearchParams(parameters)}`, { headers });

const post = (server: TestGateway, body: object, headers: Record<string, string> = {}) =>
  server.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe("the codegen'd manifest (hash → document) of the site's views is loaded at start", () => {
  const persisted = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });

  test('`GET /graphql?…` and `POST` by hash, as documentId or as Apollo writes it, answer as the document does', async () => {
    const { result } = await gateway.ask(HomeDocument.toString());
    const hex = HOME.replace('sha256:', '');
    const answers = await Promise.all([
      get(gateway, { documentId: HOME }),
      get(gateway, { documentId: hex }),
      get(gateway, { extensions: JSON.stringify(persisted(hex)) }),
      post(gateway, { documentId: HOME }),
      post(gateway, { extensions: persisted(hex) }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const answer of answers) expect(await answer.json()).toEqual(result);
  });

  test('with variables', async () => {
    const variables = JSON.stringify(examples.RegionDashboard);
    const response = await get(gateway, { documentId: REGION, variables });
    expect(await response.json()).toMatchObject({ data: { region: examples.RegionDashboard } });
  });

  test('a hash that is not known', async () => {
    const expected = {
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    };
    const response = await post(gateway, { documentId: `sha256:${'0'.repeat(64)}` });
    expect(await response.json()).toMatchObject(expected);
  });

  test('a manifest whose hash is not that of its document stops the start', () => {
    expect(() => documentsOf({ 'sha256:00': '{ __typename }' })).toThrow('run npm run codegen');
  });
});

describe('automatic persisted queries next to it', () => {
  const query = '{ region(code: "US-06") { name } }';
  const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(query) } };

  test('a document that was sent with its hash is known by it', async () => {
    expect(await (await post(gateway, { extensions })).json()).toMatchObject({
      errors: [{ message: 'PersistedQueryNotFound' }],
    });
    const sent = await (await post(gateway, { query, extensions })).json();
    expect(sent).toEqual({ data: { region: { name: 'California' } } });
    expect(await (await post(gateway, { extensions })).json()).toEqual(sent);
  });

  test('under its own hash alone', async () => {
    const response = await post(gateway, { query: '{ __typename }', extensions });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_MISMATCH' } }] });
  });
});

describe('`TRUSTED_DOCUMENTS=enforce` refuses all others for chosen audiences', () => {
  test('by text, and by a hash that a client made known', async () => {
    const query = '{ __typename }';
    const text = await post(strict, {
      query,
      extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } },
    });
    expect(await text.json()).toMatchObject({ errors: [{ extensions: { code: 'TRUSTED_DOCUMENTS_ONLY' } }] });
    const hash = await post(strict, { documentId: sha256(query) });
    expect(await hash.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] });
  });

  test('trusted ones are answered; audiences that were not chosen may ask anything', async () => {
    expect((await get(strict, { documentId: HOME })).status).toBe(200);
    expect((await strict.ask('{ __typename }', {}, { staff: true })).result).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('GETs of public views carry Cache-Control and ETag; private answers never do', () => {
  const PUBLIC = 'public, max-age=60, stale-while-revalidate=300';
  const PRIVATE = 'private, no-store';

  test('a public view', async () => {
    const { headers } = await get(gateway, { documentId: HOME });
    expect(headers.get('cache-control')).toBe(PUBLIC);
    expect(headers.get('etag')).toMatch(/^W\/"[\w-]{43}"$/);
    expect(headers.get('vary')).toContain('authorization, cookie');
    expect(headers.get('ratelimit')).toBeNull();
  });

  test('asked again by its ETag: 304, without a body', async () => {
    const etag = (await get(gateway, { documentId: HOME })).headers.get('etag') ?? '';
    const again = await get(gateway, { documentId: HOME }, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    expect((await get(gateway, { documentId: HOME }, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test.for([
    ["staff's answer to the same URL", () => get(gateway, { documentId: HOME }, STAFF)],
    ['a POST', () => post(gateway, { documentId: HOME })],
    ['a document that is not trusted', () => get(gateway, { query: '{ __typename }' })],
    ['an error', () => get(gateway, { documentId: REGION })],
    ['a refused credential', () => get(gateway, { documentId: HOME }, { authorization: 'Bearer unknown-token' })],
  ] as const)('%s', async ([, ask]) => {
    const { headers } = await ask();
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual([PRIVATE, null]);
  });
});

test('the client asks by hashes, and so is answered where they are enforced', async () => {
  const client = createClient({
    url: 'http://gateway/graphql',
    fetch: async (url, init) => strict.fetch(String(url), init ?? {}),
  });
  expect({ data: await client.request(HomeDocument) }).toEqual((await gateway.ask(HomeDocument.toString())).result);
});
