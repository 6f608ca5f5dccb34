import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEdge } from './edge.ts';
import { type Change, type ChangeChannel, createChanges } from './index.ts';

const TOKEN = 'the-token-of-purges';

/** What the edge was sent, and what it answers next: by default 200. */
let purges: { tags: string[]; authorization: string | undefined }[] = [];
let statuses: number[] = [];
let warnings: string[] = [];
let server: Server;
beforeEach(async () => {
  [purges, statuses, warnings] = [[], [], []];
  server = createServer(async (request, response) => {
    const { tags } = JSON.parse(await text(request)) as { tags: string[] };
    purges.push({ tags, authorization: request.headers.authorization });
    response.writeHead(statuses.shift() ?? 200, { location: 'https://edge.example/login?key=secret' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function start(channels: readonly ChangeChannel[] = []) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/purge`;
  const edge = createEdge({ url, token: TOKEN, warn: (message) => warnings.push(message), retryMs: 20 });
  const changes = createChanges({ channels: [...channels, edge.channel] });
  return {
    edge,
    changes,
    change: (typeName: string, of: Partial<Change> = {}) => changes.publish(changed(typeName, of)),
  };
}

const changed = (typeName: string, of: Partial<Change>): Change => {
  const at = new Date().toISOString();
  return { id: randomUUID(), upstream: 'directus', typeName, event: 'UPDATED', key: '1', at, ...of };
};

const sent = (count: number) => expect.poll(() => purges.length).toBeGreaterThanOrEqual(count);

test('many changes are one purge of their types', async () => {
  const { change, edge } = start();
  for (let nth = 0; nth < 1_000; nth += 1) change(nth % 2 ? 'CmsArticle' : 'Series');
  await sent(1);
  expect(purges).toEqual([{ tags: ['Series', 'CmsArticle'], authorization: `Bearer ${TOKEN}` }]);
  await edge.channel.close();
  expect(purges).toHaveLength(1);
  expect(edge.state).toEqual({ purges: 1, failed: 0, waiting: 0 });
});

test('a failed purge is sent again, with what changes meanwhile', async () => {
  const { change, edge } = start();
  statuses = [503, 429, 403];
  change('CmsArticle');
  await sent(2);
  change('CmsPage');
  await expect.poll(() => edge.state.purges).toBeGreaterThan(0);
  expect(purges.at(-1)?.tags.toSorted()).toEqual(['CmsArticle', 'CmsPage']);
  expect(edge.state).toMatchObject({ failed: 3, waiting: 0 });
  expect(warnings).toEqual([
    'The edge was not purged (HTTP 503): the gateway tries again.',
    'The edge is purged again.',
  ]);
});

test('a redirect fails a purge, and is reported without its query', async () => {
  const { change, edge } = start();
  statuses = [302];
  change('CmsArticle');
  await expect.poll(() => edge.state.purges).toBe(1);
  expect(warnings[0]).toMatch(/\(http:\S+ redirects to https:\/\/edge\.example\/login\.\)/);
});

test('a change during a purge is purged after it', async () => {
  const { change, edge } = start();
  change('CmsArticle');
  server.once('request', () => change('CmsArticle'));
  await sent(2);
  expect(purges.map(({ tags }) => tags)).toEqual([['CmsArticle'], ['CmsArticle']]);
  await edge.channel.close();
});

test('more types than Cloudflare takes at a time are several purges', async () => {
  const { change } = start();
  const types = Array.from({ length: 150 }, (_, nth) => `CmsCollection${nth}`);
  for (const type of types) change(type);
  await sent(2);
  expect(purges.map(({ tags }) => tags.length)).toEqual([100, 50]);
  expect(purges.flatMap(({ tags }) => tags)).toEqual(types);
});

test('records of the CRM, and changes that another process publishes, purge nothing', async () => {
  let hear: (change: Change) => void = () => {};
  const other: ChangeChannel = {
    publish: () => {},
    subscribe(listener) {
      hear = listener;
    },
    close: async () => {},
  };
  const { change, edge } = start([other]);
  hear(changed('CmsArticle', {}));
  change('CrmCompany', { upstream: 'twenty' });
  expect(edge.state.waiting).toBe(0);
  await edge.channel.close();
  expect(purges).toEqual([]);
});

test('what waits at the end is sent before it', async () => {
  const { change, changes } = start();
  change('CmsArticle');
  await changes.close();
  expect(purges.map(({ tags }) => tags)).toEqual([['CmsArticle']]);
});
