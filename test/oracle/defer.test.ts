import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { allParts, MULTIPART, merge } from '../incremental/parts.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { comparable, post } from './answers.ts';
import { crmRecords } from './crm-records.ts';
import { deferredAtRandom } from './defer.ts';
import { queries } from './generate.ts';
import type { Query } from './render.ts';
import { UNBOUNDED } from './unbounded.ts';
import { wholeSpace } from './whole-space.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

interface Deferred {
  readonly plain: Query;
  readonly deferred: Query;
}

const space: fc.Arbitrary<Deferred> = fc
  .record({ plain: queries(wholeSpace(schema)), seed: fc.nat() })
  .map(({ plain, seed }) => ({ plain, deferred: deferredAtRandom(plain, seed) }));

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ records: crmRecords(), server: { bounds: UNBOUNDED, prefetch: true } });
});
afterAll(() => gateway.close());

async function partsOfAnswer(query: Query) {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${STAFF_TOKEN}`,
    accept: `${MULTIPART}, application/json`,
  };
  const response = await gateway.fetch('http://gateway/graphql', {
    ...{ method: 'POST', headers },
    body: JSON.stringify(query),
  });
  return allParts(response);
}

test(
  'the parts of an answer come to the answer without @defer',
  async () => {
    const counts = { whole: 0, parts: 0 };
    await holdEqual<Deferred>(
      space,
      async ({ deferred }) => {
        const parts = await partsOfAnswer(deferred);
        counts[parts.length > 1 ? 'parts' : 'whole'] += 1;
        return comparable(merge(parts) as object);
      },
      async ({ plain }) => comparable(await post(gateway, plain)),
      { runs: 300 },
    );
    console.info(counts);
    expect(counts.parts).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
