import { buildSchema, type ExecutionResult, executeSync, GraphQLError, type GraphQLScalarType } from 'graphql';
import { expect, test, vi } from 'vitest';
import { createResponseWriter } from '../subgraphs/analytics/dialect/read.ts';
import type { OperationRequest } from '../subgraphs/contract/request.ts';
import type { Upstream } from '../subgraphs/contract/upstream.ts';
import { createOperationWriter } from '../subgraphs/contract/write-operation.ts';
import { createTestServer } from '../test/gateway.ts';
import { createGenerations } from './graph/generations.ts';
import type { Graph } from './graph/graph.ts';
import { createPlanOf } from './plan/plans.ts';

type Result = ExecutionResult<Record<string, unknown>>;

const SECRET = 'postgres://gateway:hunter2@db/chronos';
const ID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const schema = buildSchema(
  'scalar BigInt type Query { fine(n: Int, big: BigInt): Int, ours: Int, broken: Int, made: Int }',
);
Object.assign(schema.getType('BigInt') as GraphQLScalarType, {
  parseValue() {
    throw new TypeError('Not a number.');
  },
});

/** What the fields of the upstream are answered with. */
const rootValue = {
  fine: 1,
  ours() {
    throw new GraphQLError('No such series.', { extensions: { code: 'BAD_USER_INPUT' } });
  },
  broken() {
    throw new Error(`cannot connect to ${SECRET}`);
  },
  made() {
    throw new GraphQLError(SECRET, { originalError: new TypeError(SECRET) });
  },
};

const write = createOperationWriter();
const responseOf = createResponseWriter();
const upstream = {
  name: 'analytics',
  schema,
  async fetch(operation: OperationRequest) {
    const { document, variables } = write(operation);
    const result = executeSync({ schema, document, variableValues: variables, rootValue }) as Result;
    return responseOf(operation, result);
  },
} as Partial<Upstream> as Upstream;

/** A graph that never changes. @param seenBy what requests meet: its schema was good when it was composed */
async function generationsOf(seenBy: Graph['seenBy']) {
  let isComposed = false;
  const graph: Graph = {
    seenBy: (audience, scopes) => (isComposed ? seenBy(audience, scopes) : schema),
    findings: [],
    planOf: createPlanOf([upstream], [], [], []),
  };
  const generations = await createGenerations({ connect: async () => [], compose: () => graph });
  isComposed = true;
  return generations;
}

async function ask(query: string, seenBy: Graph['seenBy'] = () => schema, variables = {}) {
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const server = createTestServer({ generations: await generationsOf(seenBy), logger });
  const response = await server.fetch(
    `http://gateway/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`,
  );
  return { status: response.status, result: JSON.parse(await response.text()), logged: logger.error.mock.calls };
}

test('an error of ours is returned unchanged', async () => {
  const { result, logged } = await ask('{ fine ours }');
  expect(result).toMatchObject({ data: { fine: 1 }, errors: [{ message: 'No such series.', path: ['ours'] }] });
  expect(logged).toEqual([]);
});

test.for(['broken', 'made'])("errors that aren't ours are masked with an id that the log has: %s", async (field) => {
  const { status, result, logged } = await ask(`{ fine ${field} }`);
  const { id } = result.errors[0].extensions;
  expect(id).toMatch(ID);
  expect({ status, result }).toEqual({
    status: 200,
    result: {
      data: { fine: 1, [field]: null },
      errors: [
        {
          message: `Something went wrong here. Its id in the log is ${id}.`,
          locations: [{ line: 1, column: 8 }],
          path: [field],
          extensions: { code: 'INTERNAL_SERVER_ERROR', id },
        },
      ],
    },
  });
  expect(logged).toEqual([[`Error ${id}:`, expect.objectContaining({ message: expect.stringContaining(SECRET) })]]);
});

test("a variable that its scalar refuses is the caller's mistake, and is reported", async () => {
  const { status, result, logged } = await ask(
    'query ($n: Int = 1, $big: BigInt) { fine(n: $n, big: $big) }',
    undefined,
    {
      big: 'much',
    },
  );
  expect({ status, result, logged }).toEqual({
    status: 200,
    result: {
      errors: [
        {
          message: 'Variable "$big" got invalid value "much"; Expected type "BigInt". Not a number.',
          locations: [{ line: 1, column: 21 }],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    },
    logged: [],
  });
});

test.each([
  ['an Int', '"$n" got invalid value "one"; Int cannot represent non-integer value: "one"', { n: 'one' }],
  ['a variable that must be there', '"$flag" of required type "Boolean!" was not provided.', {}],
])('so is %s that graphql-js refuses', async (_what, message, variables) => {
  const { status, result } = await ask(
    `query ($n: Int, $flag: Boolean!) { fine(n: $n) @include(if: $flag) }`,
    undefined,
    { flag: 'n' in variables ? true : undefined, ...variables },
  );
  expect(status).toBe(200);
  expect(result).toMatchObject({
    errors: [{ message: `Variable ${message}`, extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

test('outside of a field it is HTTP 500, masked as well', async () => {
  const { status, result, logged } = await ask('{ fine }', () => {
    throw new Error(SECRET);
  });
  expect(status).toBe(500);
  expect(JSON.stringify(result)).not.toContain('hunter2');
  expect(logged).toEqual([[`Error ${result.errors[0].extensions.id}:`, new Error(SECRET)]]);
});
