import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { createDrain } from '../../gateway/http/drain.ts';
import { listen } from '../../gateway/http/listen.ts';
import { createNodeServer } from '../../gateway/http/node-server.ts';
import { startCachedGateway } from '../cache/cached-gateway.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { faulty } from '../outages/faulty.ts';
import { connectTo, serveSockets } from '../subscriptions/web-socket.ts';
import { hold } from './hold.ts';
import { allParts, MULTIPART, merge, partsOf } from './parts.ts';

const QUERY = '{ region(code: "US-06") { name ... @defer { articles(first: 1) { slug } } } }';

const send = (gateway: Pick<TestGateway, 'fetch'>, query: string): Promise<Response> =>
  gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: `${MULTIPART}, application/json` },
    body: JSON.stringify({ query }),
  });

test('an answer that came by parts is cached whole, and comes whole from the cache', async () => {
  const gateway = await startCachedGateway();
  onTestFinished(() => gateway.close());
  const parts = await allParts(await send(gateway, QUERY));
  expect(parts.length).toBe(2);
  const again = await allParts(await send(gateway, QUERY));
  expect(gateway.last()?.cacheHits).toEqual({ answers: 1 });
  expect(again).toEqual([merge(parts)]);
  const { result } = await gateway.ask(QUERY.replace('... @defer', '...'));
  expect(again).toEqual([result]);
});

test('a WebSocket gets one message with the whole answer', async () => {
  const gateway = await startGateway();
  const served = await serveSockets(gateway);
  onTestFinished(async () => {
    await served.close();
    await gateway.close();
  });
  const client = connectTo(served);
  const messages: unknown[] = [];
  for await (const message of client.iterate({ query: QUERY })) messages.push(message);
  const { result } = await gateway.ask(QUERY);
  expect(messages).toEqual([result]);
  await client.dispose();
});

test('a server that drains sends the parts that are pending', async () => {
  const directus = faulty();
  const gateway = await startGateway({ before: { directus: directus.before } });
  const server = createNodeServer(gateway.listener);
  const { drain } = createDrain(server);
  onTestFinished(async () => {
    await gateway.close();
    await directus.close();
  });
  const url = await listen(server, { host: '127.0.0.1', port: 0 });
  const cms = hold(directus);
  const parts = partsOf(await send({ fetch: (_, init) => fetch(`${url}/graphql`, init) }, QUERY));
  expect((await parts.next()).value?.hasNext).toBe(true);
  const drained = drain({ deadlineMs: 60_000, waitForIdle: false });
  cms.letGo();
  expect((await parts.next()).value).toEqual({
    incremental: [{ id: '0', data: { articles: [{ slug: expect.any(String) }] } }],
    completed: [{ id: '0' }],
    hasNext: false,
  });
  expect(await parts.next()).toEqual({ value: undefined, done: true });
  expect(await drained).toBe(0);
  if (server.listening) await once(server, 'close');
});
