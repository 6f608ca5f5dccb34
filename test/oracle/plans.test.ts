import { readFileSync } from 'node:fs';
import { buildSchema, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo, STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { type Answering, holdEqual, TIMEOUT_MS } from './agreement.ts';
import { crmRecords } from './crm-records.ts';
import { queries } from './generate.ts';
import { lostAt } from './lost.ts';
import { createStitched, type Sent, type Stitched } from './stitched/index.ts';
import { UNBOUNDED } from './unbounded.ts';
import { wholeSpace } from './whole-space.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const records = crmRecords();

let planned: TestGateway;
let other: TestGateway;
let stitched: Stitched;
beforeAll(async () => {
  planned = await startGateway({ records, server: { bounds: UNBOUNDED, speculation: true } });
  other = await startGateway({ records });
  stitched = createStitched(other.generations.current.upstreams, demo.links);
});
afterAll(() => Promise.all([planned.close(), other.close()]));

test(
  'plans answer random queries of the whole graph as stitching does',
  async () => {
    const byPlan = answering((sent) => post(planned, sent));
    // A plan that was run before is run straight, and after that asks for what it foresees.
    const again: Answering = async (query) => (await byPlan(query)) && (await byPlan(query)) && byPlan(query);
    await holdEqual(queries(wholeSpace(schema)), again, answering(stitched));
  },
  TIMEOUT_MS,
);

async function post(gateway: TestGateway, sent: Sent): Promise<ExecutionResult> {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${STAFF_TOKEN}` },
    body: JSON.stringify(sent),
  });
  return JSON.parse(await response.text());
}

/** The data, and of errors what a client goes by, each once: they come in no order. */
function answering(answer: (sent: Sent) => Promise<ExecutionResult>): Answering {
  return async (query) => {
    const { data, errors = [] } = await answer(query);
    const told = errors.map(({ path = [], message, extensions }) => {
      const lost = lostAt(data, path);
      // Stitching goes on below what one error has cost already, and may tell of another there; a plan does not.
      const isCarried = lost.length < path.length;
      return JSON.stringify({ path: lost, code: extensions?.code, ...(!isCarried && { message }) });
    });
    return { data, errors: [...new Set(told)].toSorted() };
  };
}

test('an answer by a plan is the same text, key by key', async () => {
  const query = '{ b: region(code: "US-06") { name articles(first: 1) { title series { code } } code } a: __typename }';
  expect(JSON.stringify(await post(planned, { query }))).toBe(JSON.stringify(await stitched({ query })));
});
