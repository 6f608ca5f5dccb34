import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { startTwenty } from '../index.ts';
import { useTwenty } from '../testing.ts';

const { ask, post } = useTwenty();

const LIST = '{ companies(first: 1) { edges { node { id } } } }';

async function whole(response: Response) {
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: response.headers.get('content-type')?.startsWith('application/json')
      ? await response.json()
      : await response.text(),
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

describe('requests that are no GraphQL request', () => {
  test('an array batch is refused', async () => {
    expect(await whole(await post('/graphql', JSON.stringify([{ query: LIST }])))).toEqual({
      status: 400,
      type: JSON_TYPE,
      body: { errors: [{ message: 'Batching is not supported.' }] },
    });
  });

  test('a body of nothing is never answered, and does not keep the server from closing', async () => {
    const twenty = await startTwenty({ apiKey: 'key' });
    const init = { method: 'POST', headers: { authorization: 'Bearer key' } };
    const hanging = fetch(`${twenty.url}/graphql`, { ...init, body: '{}' }).catch(() => 'dropped');
    const answered = fetch(`${twenty.url}/graphql`, { ...init, body: JSON.stringify({ query: LIST }) });
    expect(await Promise.race([hanging, answered.then(() => 'answered')])).toBe('answered');
    await twenty.close();
    expect(await hanging).toBe('dropped');
  });

  test('no query, no JSON, no POST', async () => {
    expect(await whole(await post('/graphql', '{"variables":{}}'))).toEqual({
      status: 400,
      type: JSON_TYPE,
      body: { errors: [{ message: 'Must provide query string.' }] },
    });
    expect((await post('/graphql', '{')).status).toBe(400);
    expect((await post('/graphql', '', { method: 'PUT' })).status).toBe(405);
    expect((await post('/rest', '{}')).status).toBe(404);
  });

  test('several operations without a name break the server; with one they work', async () => {
    const query = `query A ${LIST} query B { people(first: 0) { totalCount } }`;
    expect(await whole(await post('/graphql', JSON.stringify({ query })))).toEqual({
      status: 500,
      type: TEXT_TYPE,
      body: 'Internal Server Error',
    });
    expect(await (await post('/graphql', JSON.stringify({ query, operationName: 'B' }))).json()).toEqual({
      data: { people: { totalCount: 130 } },
    });
  });
});

describe('what is answered by the schema', () => {
  test('the full introspection query gives the whole schema', async () => {
    const { data } = (await ask(getIntrospectionQuery())) as { data: Parameters<typeof buildClientSchema>[0] };
    const sdl = readFileSync(new URL('../../../subgraphs/twenty/schema.graphql', import.meta.url), 'utf8');
    expect(printSchema(buildClientSchema(data))).toBe(printSchema(lexicographicSortSchema(buildSchema(sdl))));
  });

  test('introspection next to an object field is refused', async () => {
    expect(await ask('{ __schema { queryType { name } } companies { totalCount } }')).toEqual({
      errors: [
        {
          message: 'This query cannot be executed as a single request. Please split it into separate queries.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  test('__typename alone, an unknown operation, and a mutation in a query, which is done', async () => {
    expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    const deleted = { id: 'a0e00000-0000-4000-8000-000000000008' };
    expect(await ask(`{ deleteNote(id: "${deleted.id}") { id } }`)).toEqual({ data: { deleteNote: deleted } });
    expect(await ask('{ notes { totalCount } }')).toEqual({ data: { notes: { totalCount: 7 } } });
  });

  test('without a token there is no schema to see', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await post('/graphql', JSON.stringify({ query: '{ __schema { types { name } } }' }), { headers });
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'GraphQL introspection has been disabled, but the requested query contained the field "__schema".',
          locations: [{ line: 1, column: 3 }],
        },
        {
          message: 'GraphQL introspection has been disabled, but the requested query contained the field "types".',
          locations: [{ line: 1, column: 14 }],
        },
      ],
    });
  });
});

describe('next to GraphQL', () => {
  test('/metadata tells the version of the schema to a key, and to nobody else', async () => {
    const body = JSON.stringify({ query: '{ currentWorkspace { metadataVersion } }' });
    expect(await (await post('/metadata', body)).json()).toEqual({
      data: { currentWorkspace: { metadataVersion: 1 } },
    });
    expect(await (await post('/metadata', body, { headers: {} })).json()).toEqual({
      data: null,
      errors: [
        {
          message: 'Forbidden resource',
          extensions: { code: 'FORBIDDEN', userFriendlyMessage: 'An error occurred.' },
        },
      ],
    });
  });

  test('/healthz needs no token', async () => {
    const twenty = await startTwenty({ apiKey: 'key' });
    expect(await whole(await fetch(`${twenty.url}/healthz`))).toEqual({
      status: 200,
      type: JSON_TYPE,
      body: { status: 'ok', info: {}, error: {}, details: {} },
    });
    await twenty.close();
  });
});

test('past the rate limit a field is an error, and each root field counts', async () => {
  const twenty = await startTwenty({ apiKey: 'key', requestsPerMinute: 2 });
  const ask = async (query: string) => {
    const headers = { authorization: 'Bearer key' };
    const response = await fetch(`${twenty.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return whole(response);
  };
  const query = '{ companies { totalCount } people { totalCount } tasks { totalCount } }';
  expect(await ask(query)).toEqual({
    status: 200,
    type: JSON_TYPE,
    body: {
      data: { companies: { totalCount: 24 }, people: { totalCount: 130 }, tasks: null },
      errors: [
        {
          message: 'Limit reached (2 tokens per 60000 ms)',
          extensions: {
            subCode: 'LIMIT_REACHED',
            userFriendlyMessage: 'Limit reached. Please try again later.',
            code: 'BAD_USER_INPUT',
          },
        },
      ],
    },
  });
  await twenty.close();
});

test('records that a real Twenty could not hold are refused at the start', async () => {
  const id = 'c0000000-0000-4000-8000-000000000001';
  const start = (records: Parameters<typeof startTwenty>[0]['records']) =>
    startTwenty({ apiKey: 'key', ...(records && { records }) });
  await expect(start({ firms: [] })).rejects.toThrow('no object "firms": the records may be of attachments, companies');
  await expect(start({ companies: [{ id: '1' }] })).rejects.toThrow('companies: "1" is no UUID of version 1 to 5.');
  await expect(start({ companies: [{ id }, { id }] })).rejects.toThrow('companies: two records have the id');
});
