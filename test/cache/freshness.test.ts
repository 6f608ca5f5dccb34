import { afterAll, beforeAll, expect, test } from 'vitest';
import { answers, faulty, hangs } from '../outages/faulty.ts';
import { behind, type CachedGateway, startCachedGateway } from './cached-gateway.ts';

/** The TTLs of content: fresh for a minute, stale-while-revalidate for five more, stale-if-error for a day. */
const [FRESH, STALE, STALE_IF_ERROR] = [60, 300, 86_400];

const directus = faulty();
let gateway: CachedGateway;
beforeAll(async () => {
  gateway = await startCachedGateway(behind(directus));
});
afterAll(async () => {
  await gateway.close();
  await directus.close();
});

/** A question of its own for each test. */
const asking = (alias: string) => async () => {
  const { result } = await gateway.ask(`{ ${alias}: cmsTags(limit: 1, sort: [ID_ASC]) { name } }`);
  const { cacheHits, cacheMisses } = gateway.last() ?? {};
  return { tag: Object(result.data?.[alias])[0]?.name, errors: result.errors, cacheHits, cacheMisses };
};

/** What Directus says from now on. */
const says = (name: string) =>
  directus.break((response, request) =>
    directus.pass(request, response, (body) =>
      JSON.parse(JSON.stringify(body).replace(/"name":"[^"]*"/, `"name":"${name}"`)),
    ),
  );

const fresh = { errors: undefined, cacheHits: { answers: 1 }, cacheMisses: {} };
const missed = { errors: undefined, cacheHits: {}, cacheMisses: { answers: 1 } };
const stale = { ...fresh, cacheHits: { stale_answers: 1 } };
const staleIfError = { ...fresh, cacheHits: { stale_if_error_answers: 1 } };

test('fresh to the last moment; then served stale, and requested again once in the background, however many ask', async () => {
  const ask = asking('swr');
  says('one');
  expect(await ask()).toEqual({ tag: 'one', ...missed });
  says('two');
  gateway.pass(FRESH - 0.001);
  expect(await ask()).toEqual({ tag: 'one', ...fresh });
  expect(directus.requests).toBe(0);
  gateway.pass(0.001);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ tag: 'one', ...stale }));
  await expect.poll(ask).toEqual({ tag: 'two', ...fresh });
  expect(directus.requests).toBe(1);
});

test.each([
  ['late', FRESH + STALE],
  ['clockSetBack', -3_600],
])('past that it is waited for: %s', async (when, seconds) => {
  const ask = asking(when);
  says('one');
  await ask();
  says('two');
  gateway.pass(seconds);
  expect(await ask()).toEqual({ tag: 'two', ...missed });
});

test('who asks while it is stale does not wait for the upstream', async () => {
  const ask = asking('held');
  says('one');
  await ask();
  gateway.pass(FRESH);
  let release = () => {};
  directus.break((response, request) => {
    release = () => directus.pass(request, response);
  });
  expect(await ask()).toEqual({ tag: 'one', ...stale });
  await expect.poll(() => directus.requests).toBe(1);
  expect(await ask()).toEqual({ tag: 'one', ...stale });
  release();
  await expect.poll(async () => (await ask()).cacheHits).toEqual({ answers: 1 });
  expect((await ask()).tag).not.toBe('one');
  expect(directus.requests).toBe(1);
});

test('where the upstream fails, the cached answer is served within staleIfError', async () => {
  const ask = asking('staleIfError');
  says('one');
  await ask();
  directus.break(answers(503, { errors: [{ message: 'down' }] }));
  gateway.pass(FRESH + STALE);
  expect(await ask()).toEqual({ tag: 'one', ...staleIfError });
  gateway.pass(STALE_IF_ERROR - STALE - 0.001);
  expect(await ask()).toEqual({ tag: 'one', ...staleIfError });
  gateway.pass(0.001);
  const { tag, errors } = await ask();
  expect(tag).toBeUndefined();
  expect(errors).toMatchObject([{ path: ['staleIfError'], extensions: { upstream: 'directus' } }]);
});

test('so it does where the upstream is gone, and where it does not answer in time', async () => {
  const gone = faulty();
  const impatient = await startCachedGateway(behind(gone, { timeoutMs: 3_000 }));
  const ask = () => impatient.ask('{ cmsTags(limit: 1) { id } }');
  const { result } = await ask();
  expect(result).toEqual({ data: { cmsTags: [{ id: '1' }] } });
  impatient.pass(FRESH + STALE);
  gone.break(hangs);
  expect((await ask()).result).toEqual(result);
  expect(impatient.last()?.cacheHits).toEqual({ stale_if_error_answers: 1 });
  await gone.setDown(true);
  expect((await ask()).result).toEqual(result);
  expect(impatient.last()?.cacheHits).toEqual({ stale_if_error_answers: 1 });
  await impatient.close();
});

test('an error is not kept: as soon as the upstream is back, so is the answer', async () => {
  const ask = asking('back');
  directus.break(answers(503, {}));
  expect((await ask()).errors).toHaveLength(1);
  says('back');
  expect(await ask()).toEqual({ tag: 'back', ...missed });
});
