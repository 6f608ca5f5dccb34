import { readFileSync } from 'node:fs';
import { buildSchema, getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventFields } from '../../gateway/events/index.ts';
import { plainDocument } from '../../gateway/graph/plain-document.ts';
import { runEvent } from '../../gateway/plan/index.ts';
import { demo, startGateway, type TestGateway } from '../gateway.ts';
import { type Answering, holdEqual, TIMEOUT_MS } from './agreement.ts';
import { comparable, post } from './answers.ts';
import { crmRecords } from './crm-records.ts';
import { events, mutations, type SentEvent } from './operation-space.ts';
import { crmOf } from './real-twenty.ts';
import type { Query } from './render.ts';
import { createStitched, type Stitched } from './stitched/index.ts';
import { UNBOUNDED } from './unbounded.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const records = crmRecords();

let planned: TestGateway;
let other: TestGateway;
let stitched: Stitched;
beforeAll(async () => {
  const server = { bounds: UNBOUNDED, audit: () => {} };
  planned = await startGateway({ ...crmOf(records), server });
  other = await startGateway({ records, server });
  stitched = createStitched(other.generations.current.upstreams, demo.links);
});
afterAll(() => Promise.all([planned.close(), other.close()]));

test(
  'plans answer random events of subscriptions as stitching does',
  async () => {
    // A real Twenty has objects that stitching over the stand-in does not know.
    const fields = eventFields(other.generations.current.upstreams);
    const byStitching: Answering<SentEvent> = async ({ sent, event }) => comparable(await stitched(sent, event));
    await holdEqual(events(schema, fields, records).filter(isValid), byPlan, byStitching, { runs: 1500 });
  },
  TIMEOUT_MS,
);

/** Each has stand-ins of its own, to which the same is written in the same order. */
test(
  'plans answer random mutations as stitching does, one after the other',
  async () => {
    const byPlans: Answering = async (sent: Query) => comparable(await post(planned, sent));
    const byStitching: Answering = async (sent: Query) => comparable(await stitched(sent));
    await holdEqual(mutations(schema), byPlans, byStitching, { runs: 1500, together: 1 });
  },
  TIMEOUT_MS,
);

async function byPlan({ sent, event }: SentEvent): Promise<unknown> {
  const { graph } = planned.generations.current;
  const { query, variables, operationName } = sent;
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  const seen = graph.seenBy('internal');
  const { coerced } = getVariableValues(seen, operation?.variableDefinitions ?? [], variables);
  if (!operation || !coerced) throw new Error('The variables fit.');
  const plan = graph.planOf(seen, plainDocument(seen, document, operation, coerced));
  const context = { caller: { audience: 'internal' as const } };
  const result = await runEvent(plan, { variables, coerced, context }, event);
  return comparable(JSON.parse(JSON.stringify(result)));
}

/** One that is not valid does not begin. */
function isValid({ sent: { query, variables, operationName } }: SentEvent): boolean {
  const internal = planned.generations.current.graph.seenBy('internal');
  const document = parse(query);
  const { variableDefinitions = [] } = getOperationAST(document, operationName) ?? {};
  const isFit = getVariableValues(internal, variableDefinitions, variables).coerced !== undefined;
  return isFit && validate(internal, document).length === 0;
}

test('what a root field of a mutation leads to is read after the writes before it', async () => {
  const id = 'c0000000-0000-4000-8000-000000000012';
  const linked = `cmsUpdateArticle(id: 1, data: { companyIds: ["${id}"] }) { companies { name } }`;
  const renamed = (name: string) => `crmUpdateCompany(id: "${id}", data: { name: "${name}" }) { name }`;
  const query = `mutation { a: ${renamed('Before')} b: ${linked} c: ${renamed('After')} d: ${linked} }`;
  const { data } = await post(planned, { query });
  expect(data).toMatchObject({ b: { companies: [{ name: 'Before' }] }, d: { companies: [{ name: 'After' }] } });
});
