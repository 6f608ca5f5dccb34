import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo, startGateway, type TestGateway } from '../gateway.ts';
import { type Answering, holdEqual, TIMEOUT_MS } from './agreement.ts';
import { comparable, post } from './answers.ts';
import { crmRecords } from './crm-records.ts';
import { queries } from './generate.ts';
import { crmOf } from './real-twenty.ts';
import { createStitched, type Stitched } from './stitched/index.ts';
import { UNBOUNDED } from './unbounded.ts';
import { wholeSpace } from './whole-space.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const records = crmRecords();

let planned: TestGateway;
let other: TestGateway;
let stitched: Stitched;
beforeAll(async () => {
  planned = await startGateway({ ...crmOf(records), server: { bounds: UNBOUNDED, prefetch: true } });
  other = await startGateway({ records });
  stitched = createStitched(other.generations.current.upstreams, demo.links);
});
afterAll(() => Promise.all([planned.close(), other.close()]));

test(
  'plans answer random queries of the whole graph as stitching does',
  async () => {
    const byPlan: Answering = async (query) => comparable(await post(planned, query));
    const byStitching: Answering = async (query) => comparable(await stitched(query));
    // The second run of a plan prefetches what the first one loaded.
    const twice: Answering = async (query) => [await byPlan(query), await byPlan(query)];
    await holdEqual(queries(wholeSpace(schema)), twice, async (query) => {
      const expected = await byStitching(query);
      return [expected, expected];
    });
  },
  TIMEOUT_MS,
);

test('an answer by a plan is the same text, key by key', async () => {
  const query = '{ b: region(code: "US-06") { name articles(first: 1) { title series { code } } code } a: __typename }';
  expect(JSON.stringify(await post(planned, { query }))).toBe(JSON.stringify(await stitched({ query })));
});
