import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, test } from 'vitest';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { type Answering, holdEqual, TIMEOUT_MS } from './agreement.ts';
import { createCrmOracle } from './crm.ts';
import { crmQueries } from './crm-queries.ts';
import { crmRecords } from './crm-records.ts';
import { createWorld } from './crm-world.ts';
import { UNBOUNDED } from './unbounded.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const records = crmRecords();
const world = createWorld(schema, records);
const oracle = createCrmOracle(schema, records);
// Made before the servers start: it takes long enough for a connection to go stale.
const queries = crmQueries(world);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ records, server: { bounds: UNBOUNDED } });
});
afterAll(() => gateway.close());

const answer: Answering = async (query) => {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${STAFF_TOKEN}` },
    body: JSON.stringify(query),
  });
  return JSON.parse(await response.text());
};

test(
  'the CRM answers random queries as graphql-js does over the same records',
  async () => {
    await holdEqual(queries, answer, oracle);
  },
  TIMEOUT_MS,
);
