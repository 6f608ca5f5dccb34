import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClient, type PartialAnswer } from './client.ts';
import { type Scripted, scriptedFetch, Text } from './testing.ts';

const URL = 'https://graph.example/graphql';
const DOCUMENT = 'subscription { seriesUpdated(codes: ["A"]) { code } }';
const told = (code: string) => ({ data: { seriesUpdated: { code } } });
const next = (result: object) => `event: next\ndata: ${JSON.stringify(result)}\n\n`;
const COMPLETE = 'event: complete\ndata:\n\n';
const stream = (...parts: readonly string[]): Scripted => ({ text: `:\n\n${parts.join('')}` });

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Everything that is told, and what it ends by, with time passing as fast as it can. */
async function all(subscription: AsyncIterable<PartialAnswer<unknown>>): Promise<unknown[]> {
  const seen: unknown[] = [];
  const read = async () => {
    for await (const { data, errors } of subscription) seen.push(data ?? errors.map(({ code }) => code));
  };
  const ended = read().catch((error: unknown) => void seen.push(error));
  await vi.runAllTimersAsync();
  await ended;
  return seen;
}

test('each event is an answer, until it is complete', async () => {
  const { fetch, asked } = scriptedFetch(stream(next(told('A')), next(told('B')), COMPLETE));
  const subscription = createClient({ url: URL, fetch, key: 'chr_key' }).subscribe(DOCUMENT, { some: 1 });
  expect(await all(subscription)).toEqual([told('A').data, told('B').data]);
  expect(asked).toMatchObject([
    {
      method: 'POST',
      headers: { accept: 'text/event-stream', authorization: 'Bearer chr_key' },
      body: { query: DOCUMENT, variables: { some: 1 } },
    },
  ]);
});

test('a subscription that ends without being complete begins again, when the graph says, and reports what was missed', async () => {
  const { fetch, asked } = scriptedFetch(
    stream(next(told('A')), 'retry: 2000\n\n'),
    { status: 503, text: '' },
    { fails: new TypeError('reset') },
    stream(next(told('B'))),
    stream(COMPLETE),
  );
  const subscription = createClient({ url: URL, fetch }).subscribe(DOCUMENT);
  expect(await all(subscription)).toEqual([told('A').data, ['EVENTS_MISSED'], told('B').data, ['EVENTS_MISSED']]);
  expect(asked.map(({ at }) => at)).toEqual([0, 2_125, 2_375, 2_875, 3_000]);
});

test('what is refused is thrown', async () => {
  const refusal = { errors: [{ message: 'Slow.', extensions: { code: 'SUBSCRIPTION_TOO_SLOW' } }] };
  const { fetch } = scriptedFetch(stream(next(told('A')), next(refusal), COMPLETE));
  const subscription = createClient({ url: URL, fetch }).subscribe(DOCUMENT);
  expect(await all(subscription)).toMatchObject([told('A').data, { message: 'Slow.', code: 'SUBSCRIPTION_TOO_SLOW' }]);
});

test('a graph that is not there is tried for so often', async () => {
  const { fetch, asked } = scriptedFetch(
    { status: 503, text: '' },
    { status: 503, text: '' },
    { status: 502, text: '' },
  );
  const subscription = createClient({ url: URL, fetch }).subscribe(DOCUMENT, {}, { retries: 2 });
  expect(await all(subscription)).toMatchObject([{ code: 'NOT_GRAPHQL', status: 502 }]);
  expect(asked).toHaveLength(3);
});

test('a fetch that does not stream is refused at once', async () => {
  const fetch = async () => new Response(null);
  expect(await all(createClient({ url: URL, fetch }).subscribe(DOCUMENT))).toMatchObject([{ code: 'NOT_GRAPHQL' }]);
});

test('a stream that says nothing for 40 seconds is no more', async () => {
  const silent = new ReadableStream();
  let count = 0;
  const fetch = async () => {
    count += 1;
    return new Response(count === 1 ? silent : `:\n\n${COMPLETE}`);
  };
  expect(await all(createClient({ url: URL, fetch }).subscribe(DOCUMENT))).toEqual([['EVENTS_MISSED']]);
});

test('a document is sent by its hash, and by its text where the graph does not know the hash', async () => {
  const unknown = { errors: [{ message: 'Unknown.', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] };
  const { fetch, asked } = scriptedFetch(stream(next(unknown), COMPLETE), stream(next(told('A')), COMPLETE));
  const subscription = createClient({ url: URL, fetch }).subscribe(new Text(DOCUMENT, 'sha256:1'));
  expect(await all(subscription)).toEqual([told('A').data]);
  expect(asked.map(({ body }) => body)).toEqual([{ documentId: 'sha256:1' }, { query: DOCUMENT }]);
});

test('a signal ends it, with its reason', async () => {
  const { fetch } = scriptedFetch();
  const controller = new AbortController();
  const ended = all(createClient({ url: URL, fetch }).subscribe(DOCUMENT, {}, { signal: controller.signal }));
  controller.abort('Gone.');
  expect(await ended).toEqual(['Gone.']);
});
