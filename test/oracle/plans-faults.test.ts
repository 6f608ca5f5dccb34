import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import fc from 'fast-check';
import { buildSchema, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listen } from '../../gateway/http/listen.ts';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import { createAnalyticsServer } from '../../subgraphs/analytics/server.ts';
import { demo, startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import { answers, type Fault, type Faulty, faulty, hangs, resets } from '../outages/faulty.ts';
import { TIMEOUT_MS } from './agreement.ts';
import { post } from './answers.ts';
import { crmRecords } from './crm-records.ts';
import { queries } from './generate.ts';
import { lostAt } from './lost.ts';
import type { Query } from './render.ts';
import { createStitched } from './stitched/index.ts';
import { UNBOUNDED } from './unbounded.ts';
import { wholeSpace } from './whole-space.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const space = queries(wholeSpace(schema));
const records = crmRecords();

/** How long an upstream may take that never answers. */
const TIMEOUT_OF_HANGING = 500;

/** How many queries each fault of each upstream meets, and how many at a time. */
const RUNS = Number(process.env.ORACLE_FAULT_RUNS ?? 60);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

const TOGETHER = 20;

type Change = (body: unknown) => unknown;

/** Passes a request on, and changes what is answered. */
const changed =
  (upstream: Faulty, change: Change): Fault =>
  (response, request) =>
    upstream.pass(request, response, change);

const OTHER_TYPES = 'values of other types';

const HANGING = 'a timeout';

const FAULTS: Readonly<Record<string, (upstream: Faulty) => Fault>> = {
  'a refused connection': () => resets,
  [HANGING]: () => hangs,
  'HTTP 500': () => answers(500, { errors: [{ message: 'Broken.' }] }),
  'HTTP 503 without GraphQL': () => answers(503, 'Unavailable'),
  'malformed JSON': () => (response) => response.writeHead(200).end('{"data": {'),
  'no data and no error': () => answers(200, {}),
  [OTHER_TYPES]: (upstream) => changed(upstream, withOtherTypes),
  'roots that failed': (upstream) => changed(upstream, withFailedRoots),
};

/** Some texts are something else: of fields whose names no alias is made of. */
const withOtherTypes: Change = (body) =>
  JSON.parse(
    JSON.stringify(body, (key, value) =>
      typeof value === 'string' && /^(units|jobTitle|description|excerpt|bio)$/.test(key) ? { not: value } : value,
    ),
  );

/** Every root is null, each with an error. */
const withFailedRoots: Change = (body) => {
  const { data } = body as { data?: Record<string, unknown> | null };
  const roots = Object.keys(data ?? {});
  if (roots.length === 0) return body;
  const error = (root: string) => ({ message: 'This failed.', path: [root], extensions: { code: 'UNEXPECTED' } });
  return { data: Object.fromEntries(roots.map((root) => [root, null])), errors: roots.map(error) };
};

const upstreams = { directus: faulty(), twenty: faulty(), analytics: faulty() };

/** Two gateways over the same upstreams, which may fail: one answers by plans, over the other's upstreams stitching does. */
interface Pair {
  readonly planned: TestGateway;
  readonly other: TestGateway;
  readonly byStitching: Answer;
}

let analyticsUrl: string;
let patient: Pair;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const subgraph = await createAnalytics({ databaseUrl: inject('databaseUrl') });
  const alone = createServer(createAnalyticsServer(subgraph, { logging: false }));
  analyticsUrl = await upstreams.analytics.before(await listen(alone, { host: '127.0.0.1', port: 0 }));
  closing.push(
    () => subgraph.close(),
    async () => alone.close(),
  );
  const { directus, twenty } = upstreams;
  patient = await startPair({ directus: directus.before, twenty: twenty.before });
});
afterAll(async () => {
  await closePair(patient);
  await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()));
  await Promise.all(closing.map((close) => close()));
});

/** @param before where its first gateway finds the upstreams */
async function startPair(
  before: NonNullable<TestGatewayOptions['before']>,
  timeoutsMs?: TestGatewayOptions['timeoutsMs'],
): Promise<Pair> {
  const tuning = { maxRetries: 1, failuresToOpen: Number.POSITIVE_INFINITY };
  const options = { records, analyticsUrl, connect: { tuning }, timeoutsMs };
  const planned = await startGateway({ ...options, before, server: { bounds: UNBOUNDED, prefetch: true } });
  const other = await startGateway({ ...options, before: RUNNING, server: { bounds: UNBOUNDED } });
  const byStitching = createStitched(other.generations.current.upstreams, demo.links);
  return { planned, other, byStitching };
}

/** The upstreams of the first pair, which may fail. */
const RUNNING = { directus: () => upstreams.directus.url, twenty: () => upstreams.twenty.url };

async function closePair({ planned, other }: Pair): Promise<void> {
  await Promise.all([planned.close(), other.close()]);
}

describe('plans answer as stitching does', () => {
  for (const [name, upstream] of Object.entries(upstreams)) {
    test.each(Object.entries(FAULTS))(`with ${name} and %s`, { timeout: TIMEOUT_MS }, async (fault, make) => {
      const pair = fault === HANGING ? await startPair(RUNNING, { [name]: TIMEOUT_OF_HANGING }) : patient;
      const seed = SEED + name.length * 100 + fault.length;
      const sample = fc.sample(space, { seed, numRuns: RUNS, unbiased: true });
      // Every other query was answered before, in full: its plan prefetches the keys of its links.
      const known = new Set(sample.filter((_, nth) => nth % 2 === 0));
      for (const query of known) await post(pair.planned, query);
      upstream.break(make(upstream));
      const hold = fault === OTHER_TYPES ? holdNoLess : holdEqual;
      try {
        // What hangs costs the queries that meet it no time of each other's.
        const together = fault === HANGING ? RUNS : TOGETHER;
        for (let done = 0; done < RUNS; done += together) {
          await Promise.all(
            sample.slice(done, done + together).map(async (query) => {
              const { answers, stitched } = await answersTo(pair, query, known.has(query) ? 1 : 2);
              for (const answer of answers) hold(query, answer, stitched);
            }),
          );
        }
      } finally {
        upstream.break(undefined);
        if (pair !== patient) await closePair(pair);
      }
    });
  }
});

/** Answers a query by its plan, so many times one after another, and by stitching. */
async function answersTo({ planned, byStitching }: Pair, query: Query, times: number) {
  const byPlan = async () => {
    const answers: Comparable[] = [];
    while (answers.length < times) answers.push(comparable(await post(planned, query)));
    return answers;
  };
  const [answers, stitched] = await Promise.all([byPlan(), byStitching(query)]);
  return { answers, stitched: comparable(stitched) };
}

/** Of a place that was lost for several reasons, one suffices: GraphQL stops at the first error that a null is carried from. */
function holdEqual(query: Query, planned: Comparable, stitched: Comparable): void {
  const message = `seed ${SEED}: ${JSON.stringify(query)}`;
  expect({ ...planned, errors: lostIn(planned.errors) }, message).toEqual({
    ...stitched,
    errors: lostIn(stitched.errors),
  });
  expect(stitched.errors, message).toEqual(expect.arrayContaining(planned.errors));
}

/** The places that errors are about, each once. */
function lostIn(errors: readonly string[]): readonly string[] {
  return [...new Set(errors.map((error) => JSON.stringify(JSON.parse(error)[0])))].toSorted();
}

/** Stitching makes null of what no scalar of ours can be, and is silent where null may be; a plan tells of it as GraphQL does. */
function holdNoLess(query: Query, planned: Comparable, stitched: Comparable): void {
  const reported = stitched.errors;
  const more = planned.errors.filter((error) => !reported.includes(error));
  expect({ ...planned, errors: reported }, `seed ${SEED}: ${JSON.stringify(query)}`).toEqual(stitched);
  expect(planned.errors).toEqual(expect.arrayContaining(reported));
  expect(more.filter((error) => !error.endsWith('"UPSTREAM_FAILED"]'))).toEqual([]);
}

type Answer = (query: Query) => Promise<ExecutionResult>;

type Comparable = ReturnType<typeof comparable>;

/** The data, and of errors what a client goes by: what came to nothing, and why. They come in no order. */
function comparable({ data, errors = [] }: ExecutionResult) {
  const reported = errors.map(({ path = [], extensions }) => JSON.stringify([lostAt(data, path), codeOf(extensions)]));
  return { data, errors: [...new Set(reported)].toSorted() };
}

/** Stitching takes a value that no type has for an error of the gateway's own; by a plan it is the upstream's. */
function codeOf(extensions: Readonly<Record<string, unknown>> | undefined) {
  return extensions?.code === 'INTERNAL_SERVER_ERROR' ? 'UPSTREAM_FAILED' : extensions?.code;
}
