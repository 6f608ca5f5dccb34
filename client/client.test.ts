import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { GraphError, hasCode, isCredentialError, isUpstreamError } from './errors.ts';
import { type Scripted, scriptedFetch, Text } from './testing.ts';

const URL = 'https://graph.example/graphql';
const TEXT = 'query Q { region(code: "US-06") { name } }';
const HASH = `sha256:${'4f'.repeat(32)}`;
const ANSWER = { body: { data: { region: { name: 'California' } } } };
const NOT_FOUND = refusal(404, 'PERSISTED_QUERY_NOT_FOUND');

function refusal(status: number, code: string): Scripted {
  return { status, body: { errors: [{ message: 'Refused.', extensions: { code } }] } };
}

/** What a request rejects with. */
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => error,
  );

describe('what is sent', () => {
  test('a text, with the variables and the key', async () => {
    const { fetch, asked } = scriptedFetch(ANSWER);
    const client = createClient({ url: URL, key: 'chr_key', fetch });
    expect(await client.request(TEXT, { level: 'STATE' })).toEqual({ region: { name: 'California' } });
    expect(asked).toEqual([
      {
        method: 'POST',
        url: URL,
        headers: {
          accept: 'application/graphql-response+json, application/json;q=0.9',
          authorization: 'Bearer chr_key',
          'content-type': 'application/json',
        },
        body: { query: TEXT, variables: { level: 'STATE' } },
        at: expect.any(Number),
      },
    ]);
  });

  test('a persisted document by its hash', async () => {
    const { fetch, asked } = scriptedFetch(ANSWER);
    await createClient({ url: URL, fetch }).request(new Text(TEXT, HASH));
    expect(asked.map(({ body }) => body)).toEqual([{ documentId: HASH }]);
  });

  test('its text alone where the graph does not know the hash, and from then on', async () => {
    const { fetch, asked } = scriptedFetch(NOT_FOUND, ANSWER, ANSWER);
    const client = createClient({ url: URL, fetch });
    const document = new Text(TEXT, HASH);
    await client.request(document);
    await client.request(document);
    expect(asked.map(({ body }) => body)).toEqual([{ documentId: HASH }, { query: TEXT }, { query: TEXT }]);
  });

  test('where trusted documents are enforced, the refusal is thrown; next time the hash is tried again', async () => {
    const { fetch, asked } = scriptedFetch(NOT_FOUND, refusal(403, 'TRUSTED_DOCUMENTS_ONLY'), ANSWER);
    const client = createClient({ url: URL, fetch });
    const document = new Text(TEXT, HASH);
    expect(await rejection(client.request(document))).toMatchObject({ code: 'TRUSTED_DOCUMENTS_ONLY', status: 403 });
    await client.request(document);
    expect(asked.map(({ body }) => body)).toEqual([{ documentId: HASH }, { query: TEXT }, { documentId: HASH }]);
  });

  test('with `get`, persisted queries by GET, unless that is too long; never what writes', async () => {
    const { fetch, asked } = scriptedFetch(ANSWER, ANSWER, ANSWER, ANSWER);
    const client = createClient({ url: `${URL}?tenant=a`, fetch, get: true });
    await client.request(new Text(TEXT, HASH), { code: 'US-06' });
    await client.request(new Text(TEXT, HASH), { code: 'x'.repeat(8_000) });
    await client.request(new Text('mutation M { x }', HASH));
    await client.request(TEXT);
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'POST']);
    expect(asked[0]).toMatchObject({
      url: `${URL}?tenant=a&documentId=sha256%3A${'4f'.repeat(32)}&variables=%7B%22code%22%3A%22US-06%22%7D`,
      headers: { accept: expect.any(String) },
      body: undefined,
      credentials: 'omit',
    });
  });

  test('its hash again where the text was not answered', async () => {
    const { fetch, asked } = scriptedFetch(NOT_FOUND, { status: 502, text: '' }, ANSWER);
    const client = createClient({ url: URL, fetch, retries: 0 });
    const document = new Text(TEXT, HASH);
    expect(await rejection(client.request(document))).toMatchObject({ code: 'NOT_GRAPHQL' });
    await client.request(document);
    expect(asked.map(({ body }) => body)).toEqual([{ documentId: HASH }, { query: TEXT }, { documentId: HASH }]);
  });

  test('no variables that are not JSON: it is not asked again', async () => {
    const { fetch, asked } = scriptedFetch(ANSWER);
    const request = createClient({ url: URL, fetch }).request(TEXT, { id: 1n });
    expect(await rejection(request)).toBeInstanceOf(TypeError);
    expect(asked).toEqual([]);
  });

  test('a parsed document as text, and by the hash that it has', async () => {
    const { fetch, asked } = scriptedFetch(ANSWER, ANSWER, ANSWER);
    const client = createClient({ url: URL, fetch });
    const document = parse(TEXT);
    await client.request(document);
    await client.request({ ...document, __meta__: { hash: HASH } });
    await client.request({ ...document, documentId: HASH });
    expect(asked.map(({ body }) => body)).toEqual([
      { query: print(document) },
      { documentId: HASH },
      { documentId: HASH },
    ]);
  });

  test('what writes once, also as a parsed document', async () => {
    const { fetch, asked } = scriptedFetch({ status: 503, text: '' }, ANSWER);
    await rejection(createClient({ url: URL, fetch }).request(parse('mutation { x }')));
    expect(asked).toHaveLength(1);
  });

  test('nothing that is neither a text nor a parsed document', async () => {
    const { fetch, asked } = scriptedFetch(ANSWER);
    const client = createClient({ url: URL, fetch });
    for (const document of [{ query: TEXT }, undefined, null])
      expect(await rejection(client.request(document as never))).toEqual(
        new TypeError('The document is neither a text nor a parsed document: pass what graphql(…) or gql`…` returns.'),
      );
    expect(asked).toEqual([]);
  });
});

describe('errors', () => {
  const timeout = {
    message: 'Too late.',
    path: ['a', 0],
    extensions: { code: 'UPSTREAM_TIMEOUT', upstream: 'twenty' },
  };
  const plain = { message: 'Something.' };
  const half: Scripted = { body: { data: { a: [null], b: 1 }, errors: [timeout, plain] } };

  test('any is thrown, with what arrived and with all others', async () => {
    const error = await rejection(createClient({ url: URL, ...scriptedFetch(half) }).request(TEXT));
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({
      name: 'GraphError',
      message: 'Too late.',
      code: 'UPSTREAM_TIMEOUT',
      path: ['a', 0],
      extensions: { upstream: 'twenty' },
      status: 200,
      data: { a: [null], b: 1 },
    });
    expect(error instanceof GraphError && error.errors.map(({ code }) => code)).toEqual([
      'UPSTREAM_TIMEOUT',
      'UNKNOWN',
    ]);
  });

  test('`requestPartial` returns what arrived next to them', async () => {
    const { data, errors } = await createClient({ url: URL, ...scriptedFetch(half) }).requestPartial(TEXT);
    expect(data).toEqual({ a: [null], b: 1 });
    expect(errors.map(({ code, path, message }) => ({ code, path, message }))).toEqual([
      { code: 'UPSTREAM_TIMEOUT', path: ['a', 0], message: 'Too late.' },
      { code: 'UNKNOWN', path: undefined, message: 'Something.' },
    ]);
  });

  test('`requestPartial` throws for an operation that was not executed', async () => {
    const client = createClient({ url: URL, ...scriptedFetch(refusal(401, 'CREDENTIAL_EXPIRED')) });
    expect(await rejection(client.requestPartial(TEXT))).toMatchObject({
      code: 'CREDENTIAL_EXPIRED',
      status: 401,
      data: null,
    });
  });

  test.for([
    ['a page of HTML', { status: 404, text: '<html></html>' }],
    ['JSON that is no answer', { status: 200, body: { hello: 'world' } }],
    ['neither data nor errors', { status: 200, body: { data: null } }],
    ['data that is no object', { status: 200, body: { data: 'text' } }],
    ['nothing', { status: 200, text: '' }],
  ] as const)('%s is no GraphQL answer', async ([, reply]) => {
    const error = await rejection(createClient({ url: URL, retries: 0, ...scriptedFetch(reply) }).request(TEXT));
    expect(error).toMatchObject({
      code: 'NOT_GRAPHQL',
      status: reply.status,
      message: `${URL} answered HTTP ${reply.status} with a body that is not a GraphQL response: check the URL, and what a proxy before the graph answers.`,
    });
  });

  test('a failure of the network says what failed', async () => {
    const cause = new TypeError('fetch failed');
    const client = createClient({ url: URL, retries: 0, ...scriptedFetch({ fails: cause }) });
    expect(await rejection(client.request(TEXT))).toMatchObject({ code: 'UNREACHABLE', status: undefined, cause });
  });

  test('are distinguished by their codes', () => {
    const expired = new GraphError('CREDENTIAL_EXPIRED', 'Too old.');
    expect([hasCode(expired, 'CREDENTIAL_EXPIRED'), hasCode(expired, 'RATE_LIMITED', 'FORBIDDEN')]).toEqual([
      true,
      false,
    ]);
    expect([isCredentialError(expired), isUpstreamError(expired)]).toEqual([true, false]);
    expect(isCredentialError(new GraphError('CREDENTIALS_CONFLICT', 'Two.'))).toBe(true);
    expect(isUpstreamError(new GraphError('UPSTREAM_FAILED', 'Broken.'))).toBe(true);
    expect(hasCode({ code: 'RATE_LIMITED' }, 'RATE_LIMITED')).toBe(false);
  });
});

test('an invalid URL or key is reported at once, without the key', () => {
  for (const url of ['/graphql', 'graph.example:4000/graphql', 'wss://graph.example/graphql'])
    expect(() => createClient({ url })).toThrow(
      new TypeError(`url must be a whole URL, such as https://graph.example/graphql: ${url}`),
    );
  const refusal = new TypeError(
    'The key is no text, is empty, or contains a character that keys do not have, such as a space or a line break.',
  );
  const keys: readonly unknown[] = ['', 'chr_key\n', 'chr_…', null, 7];
  for (const key of keys) expect(() => createClient({ url: URL, key: key as string })).toThrow(refusal);
});

test.each([Number.NaN, 0, -1, '5', null])(
  'a time limit of %s is refused: of the client, and of a request',
  async (given) => {
    const timeoutMs = given as number;
    const refusal = new TypeError(`timeoutMs must be a number of milliseconds, more than 0: ${given}`);
    expect(() => createClient({ url: URL, timeoutMs })).toThrow(refusal);
    const client = createClient({ url: URL, fetch: () => Promise.reject(new Error('Nothing is sent.')) });
    await expect(client.request('{ a }', {}, { timeoutMs })).rejects.toEqual(refusal);
  },
);
