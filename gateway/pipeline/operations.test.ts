import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { BOUNDS } from '../limits/bounds.ts';
import type { Plan } from '../plan/index.ts';
import { createOperations } from './operations.ts';

const schema = buildSchema('type Query { shelf(first: Int): Shelf } type Shelf { name: String }');
const query = 'query ($a: Boolean!, $n: Int) { shelf(first: $n) { name @include(if: $a) } }';
const free = async () => {};

/** Counts how many plans are compiled. */
function counting() {
  let compiled = 0;
  const planOf = () => {
    compiled += 1;
    return { waves: compiled } as Plan;
  };
  return { scope: { schema, audience: 'public', planOf } as const, compiled: () => compiled };
}

test('an operation has one plan for each value of the variables in its directives, and a cost for each size', async () => {
  const operations = createOperations({ bounds: BOUNDS, trusted: new Map() });
  const { scope, compiled } = counting();
  const operation = await operations.read(scope, query, undefined, free);
  const [one, two, other] = [
    { a: true, n: 1 },
    { a: true, n: 2 },
    { a: false, n: 1 },
  ].map(operation.withVariables);
  expect([two?.plan, two?.plain]).toEqual([one?.plan, one?.plain]);
  expect(other?.plan).not.toBe(one?.plan);
  expect(compiled()).toBe(2);
  expect(operation.withVariables({ a: true, n: 1 })).toEqual(one);
  expect(compiled()).toBe(2);
});

test('generations with the same schema do not share operations: each has plans of its own', async () => {
  const operations = createOperations({ bounds: BOUNDS, trusted: new Map() });
  const [old, current] = [counting().scope, counting().scope];
  const operation = await operations.read(old, query, undefined, free);
  expect(operations.known(old, query, undefined)).toBe(operation);
  expect(operations.known(current, query, undefined)).toBeUndefined();
});

test('a document is paid for once before it is parsed, and by each schema before it is validated', async () => {
  const operations = createOperations({ bounds: BOUNDS, trusted: new Map() });
  const { scope } = counting();
  const paid: number[] = [];
  const pay = async (points: number) => void paid.push(points);
  await operations.read(scope, query, undefined, pay);
  expect(paid).toEqual([200, 400]);
  expect(operations.known(scope, query, undefined)?.refusal).toBeUndefined();
  const other = { ...scope, schema: buildSchema('type Query { none: Int }') };
  expect((await operations.read(other, query, undefined, pay)).refusal?.errors).toHaveLength(1);
  expect(paid).toEqual([200, 400, 400]);
  const broke = () => Promise.reject(new Error('Nothing is left.'));
  await expect(operations.read(scope, '{', undefined, broke)).rejects.toThrow('Nothing is left.');
  await expect(operations.read(scope, '{', undefined, free)).rejects.toMatchObject({
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });
});

test.each([
  ['query A { __typename } query B { __typename }', undefined, 'or several: give the name of one as operationName'],
  ['fragment Name on Shelf { name }', undefined, 'The document has no operation'],
  ['query A { __typename }', 'B', 'The document has no operation "B" (operationName).'],
])('an operation that cannot be chosen is an error that says why: %s', async (text, name, message) => {
  const operations = createOperations({ bounds: BOUNDS, trusted: new Map() });
  await expect(operations.read(counting().scope, text, name, free)).rejects.toThrow(message);
});
