import { parse } from 'graphql';
import { afterAll, beforeAll, test } from 'vitest';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { execute } from '../../subgraphs/testing/execute.ts';
import { type Answering, holdEqual, TIMEOUT_MS } from './agreement.ts';
import { comparable, createCrmOracle } from './crm.ts';
import { crmQueries } from './crm-queries.ts';
import { startCrm, world } from './crm-server.ts';

const oracle = createCrmOracle(world);
// Made before the server starts: it takes long enough for a connection to go stale.
const queries = crmQueries(world);

let crm: Upstream;
beforeAll(async () => {
  crm = await startCrm();
});
afterAll(() => crm.close());

const answer: Answering = async ({ query, variables, operationName }) => {
  const context = { caller: { audience: 'internal' } } as const;
  const document = parse(query);
  return comparable(await execute(crm, { document, variables, operationName, context }));
};

test(
  'the CRM answers random queries as graphql-js does over the same records',
  async () => {
    await holdEqual(queries, answer, oracle);
  },
  TIMEOUT_MS,
);
