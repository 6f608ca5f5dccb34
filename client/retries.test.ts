import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClient } from './client.ts';
import { readRetryAfter } from './exchange.ts';
import type { Attempt } from './retries.ts';
import { type Scripted, scriptedFetch } from './testing.ts';

const URL = 'https://graph.example/graphql';
const ANSWER: Scripted = { body: { data: { region: null } } };
const REFUSED = {
  status: 429,
  headers: { 'retry-after': '2' },
  body: { errors: [{ message: 'Too often.', extensions: { code: 'RATE_LIMITED', allowance: 'requests' } }] },
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** How a request ends, and when, with time passing as fast as it can. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  const startedAt = performance.now();
  const settled = promise.then(
    (value) => value,
    (error) => ({ ...error, message: error.message, afterMs: performance.now() - startedAt }),
  );
  await vi.runAllTimersAsync();
  return settled;
}

test('429, 5xx and no answer are asked again, after what the graph says and a random part of what doubles', async () => {
  const { fetch, asked } = scriptedFetch(
    { status: 503, text: '<html>' },
    REFUSED,
    { fails: new TypeError('reset') },
    ANSWER,
  );
  const client = createClient({ url: URL, fetch });
  expect(await outcome(client.request('{ region { code } }'))).toEqual({ region: null });
  expect(asked.map(({ at }) => at)).toEqual([0, 125, 125 + 2_000 + 250, 2_375 + 500]);
});

test('at most `retries` times, and the last answer counts', async () => {
  const { fetch, asked } = scriptedFetch({ status: 503, text: '' }, { status: 502, text: '' }, ANSWER);
  const client = createClient({ url: URL, fetch, retries: 1 });
  expect(await outcome(client.request('{ region { code } }'))).toMatchObject({ code: 'NOT_GRAPHQL', status: 502 });
  expect(asked).toHaveLength(2);
});

test('once where `retries` is not a number, as of an environment variable that is not set', async () => {
  const { fetch, asked } = scriptedFetch({ status: 503, text: '' }, ANSWER);
  const client = createClient({ url: URL, fetch, retries: Number.NaN });
  expect(await outcome(client.request('{ region { code } }'))).toMatchObject({ code: 'NOT_GRAPHQL', status: 503 });
  expect(asked).toHaveLength(1);
});

test.for([
  ['what writes', 'mutation { cmsDeleteArticle(id: 1) { id } }', { status: 503, text: '' }],
  [
    'what writes, below a fragment',
    'fragment F on X { id } mutation M { x { ...F } }',
    { fails: new TypeError('reset') },
  ],
  ['a refusal that will not pass', '{ nope }', { status: 400, body: { errors: [{ message: 'No.' }] } }],
] as const)('%s is asked once', async ([, document, reply]) => {
  const { fetch, asked } = scriptedFetch(reply, ANSWER);
  expect(await outcome(createClient({ url: URL, fetch }).request(document))).toMatchObject({ name: 'GraphError' });
  expect(asked).toHaveLength(1);
});

test('what the deadline leaves no time for is not waited for: the refusal says when to come again', async () => {
  const { fetch, asked } = scriptedFetch(REFUSED, ANSWER);
  const client = createClient({ url: URL, fetch, timeoutMs: 2_000 });
  expect(await outcome(client.request('{ region { code } }'))).toMatchObject({
    code: 'RATE_LIMITED',
    status: 429,
    retryAfterMs: 2_000,
    extensions: { allowance: 'requests' },
    afterMs: 0,
  });
  expect(asked).toHaveLength(1);
});

test('the deadline is of all tries together', async () => {
  const { fetch, asked } = scriptedFetch({ status: 503, text: '' });
  const client = createClient({ url: URL, fetch });
  expect(await outcome(client.request('{ region { code } }', {}, { timeoutMs: 1_000 }))).toMatchObject({
    code: 'TIMEOUT',
    message: `${URL} did not answer within 1000 ms.`,
    afterMs: 1_000,
  });
  expect(asked).toHaveLength(2);
});

test.for([
  ['before it is asked', 0, 0],
  ['while it waits for the next try', 100, 1],
  ['while the graph is asked', 200, 2],
] as const)('cancelled %s, it ends at once, by the reason that was given', async ([, afterMs, requests]) => {
  const { fetch, asked } = scriptedFetch({ status: 503, text: '' });
  const controller = new AbortController();
  const reason = new Error('The user left.');
  if (afterMs === 0) controller.abort(reason);
  else setTimeout(() => controller.abort(reason), afterMs);
  const request = createClient({ url: URL, fetch }).request('{ region { code } }', {}, { signal: controller.signal });
  expect(await outcome(request)).toEqual({ message: 'The user left.', afterMs });
  expect(asked).toHaveLength(requests);
  expect(vi.getTimerCount()).toBe(0);
});

test('a deadline may be further away than timers go', async () => {
  const { fetch } = scriptedFetch({ status: 503, text: '' }, ANSWER);
  const client = createClient({ url: URL, fetch, timeoutMs: Number.POSITIVE_INFINITY });
  expect(await outcome(client.request('{ region { code } }'))).toEqual({ region: null });
});

test('what is over holds nothing: no timer, and nothing at the signal', async () => {
  const { fetch } = scriptedFetch({ status: 503, text: '' }, ANSWER);
  const { signal } = new AbortController();
  const request = createClient({ url: URL, fetch }).request('{ region { code } }', {}, { signal });
  await vi.advanceTimersByTimeAsync(125);
  await request;
  expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
});

test('Retry-After is seconds or a date; what is neither is not heard', () => {
  vi.setSystemTime('2026-01-01T00:00:00Z');
  expect(readRetryAfter('120')).toBe(120_000);
  expect(readRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT')).toBe(30_000);
  expect(readRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT')).toBe(0);
  expect(readRetryAfter('soon')).toBeUndefined();
  expect(readRetryAfter(null)).toBeUndefined();
});

test('each attempt is reported, with the wait before the next one; what the hook throws costs nothing', async () => {
  const { fetch } = scriptedFetch(
    { fails: new TypeError('fetch failed', { cause: new Error('reset') }) },
    REFUSED,
    ANSWER,
  );
  const attempts: Attempt[] = [];
  const onAttempt = (attempt: Attempt) => {
    attempts.push(attempt);
    throw new Error('The log is full.');
  };
  const client = createClient({ url: URL, fetch, onAttempt });
  expect(await outcome(client.request('{ region { code } }'))).toEqual({ region: null });
  expect(attempts.map(({ error, ...attempt }) => ({ ...attempt, code: error?.code, message: error?.message }))).toEqual(
    [
      {
        ...{ url: URL, documentId: undefined, retry: 0, ms: 0, status: undefined, retryInMs: 125 },
        ...{ code: 'UNREACHABLE', message: `${URL} cannot be reached: reset` },
      },
      {
        ...{ url: URL, documentId: undefined, retry: 1, ms: 0, status: 429, retryInMs: 2_250 },
        ...{ code: 'RATE_LIMITED', message: 'Too often.' },
      },
      {
        ...{ url: URL, documentId: undefined, retry: 2, ms: 0, status: 200, retryInMs: undefined },
        ...{ code: undefined, message: undefined },
      },
    ],
  );
});
