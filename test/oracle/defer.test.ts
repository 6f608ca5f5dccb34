import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe.each([
  ['while all upstreams answer', undefined, 240],
  ['while Twenty is down', 'twenty', 60],
  ['while Directus is down', 'directus', 60],
] as const)('the parts of an answer come to the answer without @defer', (condition, down, runs) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const records = crmRecords();
    const server = { bounds: UNBOUNDED, prefetch: true };
    gateway = await startGateway({ records, ...(down && { down }), server });
  });
  afterAll(() => gateway.close());

  async function partsOfAnswer(query: Query) {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${STAFF_TOKEN}`,
      accept: `${MULTIPART}, application/json`,
    };
    const body = JSON.stringify(query);
    return allParts(await gateway.fetch('http://gateway/graphql', { method: 'POST', headers, body }));
  }

  test(condition, { timeout: TIMEOUT_MS }, async () => {
    let inParts = 0;
    await holdEqual<Deferred>(
      space,
      async ({ deferred }) => {
        const parts = await partsOfAnswer(deferred);
        inParts += parts.length > 1 ? 1 : 0;
        return comparable(merge(parts) as object);
      },
      async ({ plain }) => comparable(await post(gateway, plain)),
      { runs },
    );
    console.info(`${inParts} came in parts.`);
    if (!down) expect(inParts).toBeGreaterThan(0);
  });
});
