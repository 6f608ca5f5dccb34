import { setImmediate } from 'node:timers/promises';
import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import type { Upstream, UpstreamCall } from '../contract/upstream.ts';
import { resultOf } from '../response/index.ts';
import { readOperation } from '../testing/read-operation.ts';
import { connectTwenty } from './index.ts';
import { API_KEY, askUpstream, company, context, MISSING } from './testing.ts';

const PER_MINUTE = 60;
const QUERY = '{ crmCompanies(first: 1) { edges { node { name } } } }';
const ANSWERED = { data: { crmCompanies: { edges: [{ node: { name: expect.any(String) } }] } } };

const calls: UpstreamCall[] = [];
let twenty: Awaited<ReturnType<typeof startTwenty>>;
let gateway: Upstream;

// Only what the limits go by: the network keeps its own timers.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  twenty = await startTwenty({ apiKey: API_KEY, requestsPerMinute: PER_MINUTE });
  const options = { url: twenty.url, apiKey: API_KEY, timeoutMs: 10_000 };
  gateway = await connectTwenty({
    ...options,
    requestsPerMinute: PER_MINUTE,
    onCall: (call) => void calls.push(call),
  }).load();
  calls.length = 0;
});
afterEach(async () => {
  await gateway.close();
  await twenty.close();
  vi.useRealTimers();
});

const times = <Result>(count: number, ask: () => Promise<Result>) => Promise.all(Array.from({ length: count }, ask));

/** Asks for all that may be requested in a minute. */
const exhaust = () => times(PER_MINUTE, () => askUpstream(gateway, QUERY));

/** The same by another one that has the same key, of whom the gateway knows nothing. */
const exhaustAsStranger = () =>
  times(PER_MINUTE, () =>
    fetch(`${twenty.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ companies(first: 1) { totalCount } }' }),
    }).then((response) => response.text()),
  );

/** The answer, and how many seconds went by until it came: time goes on whenever no request is under way. */
async function timed<Result>(answer: Promise<Result>): Promise<{ answer: Result; seconds: number }> {
  const from = performance.now();
  let isDone = false;
  const done = answer.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    for (let turn = 0; turn < 20 || gateway.health().active > 0; turn++) await setImmediate();
    if (!isDone) await vi.advanceTimersByTimeAsync(100);
  }
  return { answer: await done, seconds: (performance.now() - from) / 1000 };
}

describe('requests are held under Twenty’s rate limit by a queue with a deadline; past it, an error that says so', () => {
  it('holds them until it is their turn: none is refused', async () => {
    await exhaust();
    const { answer, seconds } = await timed(times(3, () => askUpstream(gateway, QUERY)));
    expect(answer).toEqual([ANSWERED, ANSWERED, ANSWERED]);
    expect(seconds).toBeGreaterThanOrEqual(3);
    expect(calls).toHaveLength(PER_MINUTE + 3);
  });

  it('counts each root field', async () => {
    await exhaust();
    const query = '{ crmCompanies(first: 1) { totalCount } crmPeople(first: 1) { totalCount } }';
    const { seconds } = await timed(askUpstream(gateway, query));
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(calls).toHaveLength(PER_MINUTE + 1);
  });

  it('refuses at once whose turn would come too late, without a request', async () => {
    await exhaust();
    const waiting = times(10, () => askUpstream(gateway, QUERY));
    expect(await askUpstream(gateway, QUERY)).toEqual({
      data: { crmCompanies: null },
      errors: [
        {
          message: 'The rate limit of Twenty is reached, and this request would wait too long: try again in 11 s.',
          path: ['crmCompanies'],
          extensions: { code: 'UPSTREAM_RATE_LIMITED', upstream: 'twenty', retryAfterSeconds: 11 },
        },
      ],
    });
    await timed(waiting);
    expect(calls).toHaveLength(PER_MINUTE + 10);
  });

  it('asks again, within the deadline, for what Twenty refuses because others ask too', async () => {
    await exhaustAsStranger();
    const { answer } = await timed(askUpstream(gateway, QUERY));
    expect(answer).toEqual(ANSWERED);
    expect(calls.length).toBeGreaterThan(1);
  });

  it('never writes again', async () => {
    await exhaustAsStranger();
    const query = `mutation { crmUpdateCompany(id: "${company(1)}", data: { name: "Once" }) { name } }`;
    expect(await askUpstream(gateway, query)).toEqual({
      data: { crmUpdateCompany: null },
      errors: [
        {
          message: 'Twenty received too many requests. Try again later.',
          path: ['crmUpdateCompany'],
          extensions: { code: 'UPSTREAM_RATE_LIMITED', upstream: 'twenty' },
        },
      ],
    });
    expect(calls).toHaveLength(1);
  });
});

describe('lookups of records that wait at the same time become one', () => {
  const PROFILE = `query ($id: UUID!) {
    profile: crmCompany(id: $id) { name people(first: 2) { totalCount edges { node { name { firstName } } } } }
  }`;

  /** Asks as a plan does: the same selections for all ids. */
  function askProfiles(ids: readonly string[], deadline?: number) {
    const { type, fields } = readOperation(gateway.schema, parse(PROFILE), { id: MISSING });
    return Promise.all(
      ids.map(async (id) => {
        const operation = { type, fields: fields.map((field) => ({ ...field, args: { id } })) };
        return resultOf(operation.fields, await gateway.fetch(operation, { ...context, deadline }));
      }),
    );
  }

  it('with the same answers as one by one', async () => {
    const ids = [...Array.from({ length: 12 }, (_, nth) => company(nth + 1)), company(3), MISSING];
    const expected = await Promise.all(ids.map((id) => askUpstream(gateway, PROFILE, { id })));
    vi.advanceTimersByTime(60_000);
    await exhaust();
    calls.length = 0;
    const { answer, seconds } = await timed(askProfiles(ids));
    expect(JSON.parse(JSON.stringify(answer))).toEqual(expected);
    expect(expected.at(-1)).toEqual({ data: { profile: null } });
    expect(seconds).toBeLessThan(4);
    expect(calls.map(({ text }) => text.match(/\b(companies|people)\(filter/g))).toEqual([
      ['companies(filter', 'people(filter'],
    ]);
  });

  it('with an error of their own for those who can wait no longer', async () => {
    await exhaust();
    const [answer, late] = await Promise.all([
      timed(askProfiles([company(1)])),
      askProfiles([company(2)], performance.now() + 200),
    ]);
    expect(answer.answer).toMatchObject([{ data: { profile: { name: expect.any(String) } } }]);
    expect(JSON.parse(JSON.stringify(late))).toEqual([
      {
        data: { profile: null },
        errors: [
          {
            message: 'Twenty did not answer in the time of this request.',
            path: ['profile'],
            extensions: { code: 'UPSTREAM_TIMEOUT', upstream: 'twenty' },
          },
        ],
      },
    ]);
  });

  it('with the error of the lookup for each, where it fails', async () => {
    await exhaust();
    await twenty.close();
    const { answer } = await timed(askProfiles([company(1), company(2)]));
    const failed = {
      data: { profile: null },
      errors: [{ path: ['profile'], extensions: { code: 'UPSTREAM_UNREACHABLE' } }],
    };
    expect(JSON.parse(JSON.stringify(answer))).toMatchObject([failed, failed]);
    twenty = await startTwenty({ apiKey: API_KEY });
  });
});
