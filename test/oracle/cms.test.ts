import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { loadContent } from '../../subgraphs/directus/content-model/index.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { cmsOracle } from './cms.ts';
import type { Role } from './cms-rows.ts';
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
      queries(cmsSpace(schema, content)),
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

/** The digits of a mean that a database and a loop agree on: they add up in another order. */
const DIGITS = 12;

/** The data as it is but for a fraction's last digits, and of errors what a client goes by. They come in no order. */
function comparable({ data, errors = [] }: ExecutionResult) {
  const told = errors.map(({ path, extensions }) => JSON.stringify({ path, code: extensions?.code }));
  const rounded = JSON.stringify(data ?? null, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value,
  );
  return { data: JSON.parse(rounded), errors: told.toSorted() };
}
