import { buildSchema, introspectionFromSchema } from 'graphql';
import { expect, test } from 'vitest';
import { createSchemaReader } from './introspect.ts';

const good = introspectionFromSchema(buildSchema('type Query { shelf: Shelf } type Shelf { name: String }'));
const [query, ...others] = good.__schema.types;

test.each<[what: string, data: unknown]>([
  ['null', { __schema: null }],
  ['no types', { __schema: {} }],
  ['a type that is no type', { __schema: { ...good.__schema, types: [query, null, ...others] } }],
  ['a type without a name', { __schema: { ...good.__schema, types: [...good.__schema.types, { kind: 'OBJECT' }] } }],
  [
    'an unknown type',
    { __schema: { ...good.__schema, types: good.__schema.types.filter(({ name }) => name !== 'Shelf') } },
  ],
])('a server whose schema is %s is a problem for the operator, and the last schema stays', async (_, data) => {
  let answer: unknown = good;
  const ask = async () => ({ status: 200, headers: {}, body: { data: answer } });
  const reader = createSchemaReader({ label: 'Directus', send: ask });
  const known = await reader.read();
  expect(known.problem).toBeUndefined();
  answer = data;
  expect(await reader.look()).toMatchObject({ problem: expect.stringContaining('Directus') });
  expect(await reader.read()).toMatchObject({ schema: known.schema, problem: expect.stringContaining('Directus') });
});

test('a server that fails to describe its schema is to be corrected there, whatever its status', async () => {
  // Twenty 2.21 with a custom object `pageInfo`.
  const message = 'Schema must contain uniquely named types but contains multiple types named "PageInfo".';
  const body = { errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
  const reader = createSchemaReader({ label: 'Twenty', send: async () => ({ status: 200, headers: {}, body }) });
  expect((await reader.read()).problem).toBe(
    `Twenty does not return its schema (HTTP 200, "${message}"): correct the error that it reports.`,
  );
});
