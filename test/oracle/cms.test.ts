import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { loadContent } from '../../content-model/index.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { cmsOracle, comparable } from './cms.ts';
import { demoModel, type Role } from './cms-demo.ts';
import { cmsSpace } from './cms-space.ts';
import { queries } from './generate.ts';
import type { Query } from './render.ts';
import { UNBOUNDED } from './unbounded.ts';

const content = loadContent();

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ server: { bounds: UNBOUNDED } });
});
afterAll(() => gateway.close());

describe('the CMS answers random queries as an oracle over the same content', () => {
  it.each(['staff', 'public'] as const)('for %s', { timeout: TIMEOUT_MS }, async (role) => {
    const { schema, answer } = cmsOracle(content, role);
    await holdEqual(
      queries(cmsSpace({ model: demoModel, role, schema, content })),
      async (query) => comparable(await ask(query, role)),
      async (query) => comparable(answer(query)),
    );
  });
});

async function ask(query: Query, role: Role): Promise<ExecutionResult> {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(role === 'staff' && { authorization: `Bearer ${STAFF_TOKEN}` }),
    },
    body: JSON.stringify(query),
  });
  return JSON.parse(await response.text());
}
