import { setImmediate as turn } from 'node:timers/promises';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startDirectus } from '../../sandbox/directus/index.ts';
import type { Caller, Upstream, UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import { createDirectus } from '../../subgraphs/directus/testing.ts';
import { execute } from '../../subgraphs/testing/execute.ts';
import { PATIENCE_MS } from '../gateway.ts';
import { type Fault, faulty } from './faulty.ts';

const TOKEN = 'token-of-the-gateway';
const PUBLIC: Caller = { audience: 'public' };
const STAFF: Caller = { audience: 'internal' };

const proxy = faulty();
let server: Awaited<ReturnType<typeof startDirectus>>;
let directus: Upstream;
/** Lets go of the requests that wait for it. */
let release: () => void;
/** Has a request wait until then. */
let fault: Fault;
/** How many requests were broken off by the gateway. */
let left: number;

beforeAll(async () => {
  server = await startDirectus({ token: TOKEN });
  directus = await createDirectus({ url: await proxy.before(server.url), token: TOKEN, timeoutMs: PATIENCE_MS });
});
beforeEach(() => {
  const released = Promise.withResolvers<void>();
  release = released.resolve;
  left = 0;
  fault = async (response, request) => {
    request.pause();
    response.on('close', () => {
      if (!response.writableFinished) left += 1;
    });
    await released.promise;
    proxy.pass(request, response);
  };
  proxy.break(fault);
});
afterAll(async () => {
  await directus.close();
  await Promise.all([proxy.close(), server.close()]);
});

const TAGS = '{ cmsTags(limit: 1) { id } }';

function ask(context: UpstreamContext, query = TAGS) {
  return execute(directus, { document: parse(query), context });
}

/** Waits until so many requests have come, or were broken off. */
async function becomes(count: () => number, expected: number): Promise<void> {
  while (count() !== expected) await turn();
}

const came = () => proxy.requests;
const brokenOff = () => left;
const ANSWER = { data: { cmsTags: [{ id: '1' }] } };
const CANCELLED = {
  data: { cmsTags: null },
  errors: [
    {
      message: 'The client left before Directus had answered.',
      path: ['cmsTags'],
      extensions: { code: 'REQUEST_CANCELLED', upstream: 'directus' },
    },
  ],
};

test('what many ask at a time is asked once, and each has an answer of its own', async () => {
  const before = directus.health().shared;
  const asked = [ask({ caller: PUBLIC }), ask({ caller: PUBLIC }), ask({ caller: { audience: 'partner' } })];
  await becomes(came, 1);
  release();
  const answers = await Promise.all(asked);
  expect(JSON.parse(JSON.stringify(answers))).toEqual([ANSWER, ANSWER, ANSWER]);
  expect(new Set(answers.map(({ data }) => data?.cmsTags)).size).toBe(3);
  expect(proxy.requests).toBe(1);
  expect(directus.health().shared - before).toBe(2);
});

test('what others ask, or what was answered before, is not shared', async () => {
  const asked = [
    ask({ caller: PUBLIC }),
    ask({ caller: STAFF }),
    ask({ caller: { audience: 'internal', directusToken: 'of somebody' } }),
    ask({ caller: PUBLIC }, '{ cmsTags(limit: 2) { id } }'),
  ];
  await becomes(came, 4);
  release();
  await Promise.all(asked);
  await ask({ caller: PUBLIC });
  expect(proxy.requests).toBe(5);
});

test('who leaves does not cost the others their answer', async () => {
  const leaving = new AbortController();
  const gone = ask({ caller: PUBLIC, signal: leaving.signal });
  const stays = ask({ caller: PUBLIC });
  await becomes(came, 1);
  leaving.abort();
  expect(JSON.parse(JSON.stringify(await gone))).toEqual(CANCELLED);
  release();
  expect(await stays).toEqual(ANSWER);
  expect([proxy.requests, left]).toEqual([1, 0]);
});

test('with the last client that leaves, the request is broken off, and the next one sends another', async () => {
  const leaving = [new AbortController(), new AbortController()];
  const gone = leaving.map(({ signal }) => ask({ caller: PUBLIC, signal }));
  await becomes(came, 1);
  for (const each of leaving) each.abort();
  expect(JSON.parse(JSON.stringify(await Promise.all(gone)))).toEqual([CANCELLED, CANCELLED]);
  await becomes(brokenOff, 1);
  release();
  expect(await ask({ caller: PUBLIC })).toEqual(ANSWER);
  expect(directus.health()).toMatchObject({ circuit: 'closed', active: 0, waiting: 0, retries: 0 });
});

test('who has left already asks nothing', async () => {
  expect(JSON.parse(JSON.stringify(await ask({ caller: PUBLIC, signal: AbortSignal.abort() })))).toEqual(CANCELLED);
  expect(proxy.requests).toBe(0);
});

test('after a write, nobody joins a read that began before it', async () => {
  proxy.break((response, request) => (proxy.requests === 1 ? fault(response, request) : proxy.pass(request, response)));
  const early = ask({ caller: STAFF });
  await becomes(came, 1);
  await ask({ caller: STAFF }, 'mutation { cmsUpdateTag(id: "1", data: { name: "x" }) { id } }');
  const late = ask({ caller: STAFF });
  expect(await late).toEqual(ANSWER);
  // The read, the write, what was written read back, and the read again.
  expect(proxy.requests).toBe(4);
  release();
  expect(await early).toEqual(ANSWER);
});
