import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import fc from 'fast-check';
import { buildSchema, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listen } from '../../gateway/http/listen.ts';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import { createAnalyticsServer } from '../../subgraphs/analytics/server.ts';
import { demo, STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { answers, type Fault, type Faulty, faulty, hangs, resets } from '../outages/faulty.ts';
import { TIMEOUT_MS } from './agreement.ts';
import { crmRecords } from './crm-records.ts';
import { queries } from './generate.ts';
import { lostAt } from './lost.ts';
import type { Query } from './render.ts';
import { createStitched, type Stitched } from './stitched/index.ts';
import { UNBOUNDED } from './unbounded.ts';
import { wholeSpace } from './whole-space.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const space = queries(wholeSpace(schema));
const records = crmRecords();

/** Long enough for a busy machine, and what the queries that meet a timeout wait for. */
const TIMEOUT = 10_000;

/** How many queries each fault of each upstream meets, and how many at a time. */
const RUNS = Number(process.env.ORACLE_FAULT_RUNS ?? 125);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

const TOGETHER = 25;

type Change = (body: unknown) => unknown;

/** Passes a request on, and changes what is answered. */
const changed =
  (upstream: Faulty, change: Change): Fault =>
  (response, request) =>
    upstream.pass(request, response, change);

const OTHER_TYPES = 'values of other types';

const FAULTS: Readonly<Record<string, (upstream: Faulty) => Fault>> = {
  'a refused connection': () => resets,
  'a timeout': () => hangs,
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
const gateways: TestGateway[] = [];
let stitched: Stitched | undefined;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const subgraph = await createAnalytics({ databaseUrl: inject('databaseUrl') });
  const alone = createServer(createAnalyticsServer(subgraph, { logging: false }));
  const analyticsUrl = await upstreams.analytics.before(await listen(alone, { host: '127.0.0.1', port: 0 }));
  closing.push(
    () => subgraph.close(),
    async () => alone.close(),
  );
  let first: { directus: string; twenty: string } | undefined;
  for (const isPlanned of [true, false]) {
    const before = { directus: upstreams.directus.before, twenty: upstreams.twenty.before };
    gateways.push(
      await startGateway({
        records,
        analyticsUrl,
        before: first ? { directus: () => first?.directus ?? '', twenty: () => first?.twenty ?? '' } : before,
        connect: { timeoutMs: TIMEOUT, tuning: { maxRetries: 1, failuresToOpen: Number.POSITIVE_INFINITY } },
        server: { bounds: UNBOUNDED, prefetch: isPlanned },
      }),
    );
    first ??= { directus: upstreams.directus.url, twenty: upstreams.twenty.url };
  }
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()));
  await Promise.all(closing.map((close) => close()));
});

describe('plans answer as stitching does', () => {
  for (const [name, upstream] of Object.entries(upstreams)) {
    test.each(Object.entries(FAULTS))(`with ${name} and %s`, { timeout: TIMEOUT_MS }, async (fault, make) => {
      const seed = SEED + name.length * 100 + fault.length;
      const sample = fc.sample(space, { seed, numRuns: RUNS, unbiased: true });
      // Every other one was answered before, in full: what its links follow is prefetched.
      await answerAhead(sample.filter((_, nth) => nth % 2 === 0));
      upstream.break(make(upstream));
      try {
        // What hangs costs the queries that meet it no time of each other's.
        const together = fault === 'a timeout' ? RUNS : TOGETHER;
        for (let done = 0; done < RUNS; done += together) {
          await Promise.all(sample.slice(done, done + together).map(fault === OTHER_TYPES ? holdNoLess : holdEqual));
        }
      } finally {
        upstream.break(undefined);
      }
    });
  }
});

async function answerAhead(sample: readonly Query[]): Promise<void> {
  for (const query of [...sample, ...sample]) await answerOf(byPlan, query);
}

/** A plan that was run before prefetches: it answers twice, and the second answer counts. */
async function answersTo(query: Query) {
  const again = answerOf(byPlan, query).then(() => answerOf(byPlan, query));
  return Promise.all([again, answerOf(byStitching, query)]);
}

async function holdEqual(query: Query): Promise<void> {
  const [planned, stitched] = await answersTo(query);
  expect(planned, `seed ${SEED}: ${JSON.stringify(query)}`).toEqual(stitched);
}

/** Stitching makes null of what no scalar of ours can be, and is silent where null may be; a plan tells of it as GraphQL does. */
async function holdNoLess(query: Query): Promise<void> {
  const [planned, stitched] = await answersTo(query);
  const told = stitched.errors;
  const more = planned.errors.filter((error) => !told.includes(error));
  expect({ ...planned, errors: told }, `seed ${SEED}: ${JSON.stringify(query)}`).toEqual(stitched);
  expect(planned.errors).toEqual(expect.arrayContaining(told));
  expect(more.filter((error) => !error.endsWith('"UPSTREAM_FAILED"]'))).toEqual([]);
}

type Answer = (query: Query) => Promise<ExecutionResult>;

const byPlan: Answer = async (query) => {
  const response = await gateways[0]?.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${STAFF_TOKEN}` },
    body: JSON.stringify(query),
  });
  return JSON.parse((await response?.text()) ?? '');
};

const byStitching: Answer = (query) => {
  stitched ??= createStitched(gateways[1]?.generations.current.upstreams ?? [], demo.links);
  return stitched(query);
};

/** The data, and of errors what a client goes by: what came to nothing, and why. They come in no order. */
async function answerOf(answer: Answer, query: Query) {
  const { data, errors = [] } = await answer(query);
  const told = errors.map(({ path = [], extensions }) => JSON.stringify([lostAt(data, path), codeOf(extensions)]));
  return { data, errors: [...new Set(told)].toSorted() };
}

/** Stitching takes a value that no type has for an error of the gateway's own; by a plan it is the upstream's. */
function codeOf(extensions: Readonly<Record<string, unknown>> | undefined) {
  return extensions?.code === 'INTERNAL_SERVER_ERROR' ? 'UPSTREAM_FAILED' : extensions?.code;
}
