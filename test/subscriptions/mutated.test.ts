import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { PARTNER_KEY, partner } from '../partner.ts';
import { freePort } from '../ports.ts';
import { type Relay, startRelay } from '../relay.ts';
import { follow } from './events.ts';
import { serveSockets } from './web-socket.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ server: { authenticators: [staffToken(STAFF_TOKEN), partner] } });
});
afterAll(() => gateway.close());

async function write(mutation: string, variables: object = {}, to = gateway): Promise<string> {
  const { result } = await to.ask(mutation, variables, { staff: true });
  expect(result.errors).toBeUndefined();
  return String(Object(Object(result.data).written).id);
}
const create = (data: object) =>
  write('mutation ($data: CmsCreateArticleInput!) { written: cmsCreateArticle(data: $data) { id } }', {
    data: { author: { id: '1' }, ...data },
  });
const update = (id: string, data: object, to = gateway) =>
  write(
    'mutation ($id: ID!, $data: CmsUpdateArticleInput!) { written: cmsUpdateArticle(id: $id, data: $data) { id } }',
    { id, data },
    to,
  );
const remove = (id: string) => write('mutation ($id: ID!) { written: cmsDeleteArticle(id: $id) }', { id });

const mutated = (value: object) => ({ data: { cmsArticleMutated: value } });

describe('cmsArticleMutated', () => {
  test('tells staff of every article as it changes, links and all, as a query would', async () => {
    const item = 'title status author { name } series { code latest { value } } region { name } companies { name }';
    const { data } = (
      await gateway.ask(
        `{ cmsArticleBySlug(slug: "manufacturing-after-the-great-recession") { id ${item} } }`,
        {},
        { staff: true },
      )
    ).result;
    const { id, ...article } = JSON.parse(JSON.stringify(data)).cmsArticleBySlug;
    const following = await follow(
      gateway,
      `subscription { cmsArticleMutated { __typename key event item { ${item} } } }`,
      { staff: true },
    );
    await update(id, { title: 'Retold' });
    expect(await following.next()).toEqual(
      mutated({ __typename: 'CmsArticleMutation', key: id, event: 'UPDATED', item: { ...article, title: 'Retold' } }),
    );
    expect(article).toMatchObject({ series: [{}, {}, {}], companies: [{}, {}] });
    const draft = await create({ title: 'New', slug: 'new', status: 'draft' });
    expect(await following.next()).toMatchObject(mutated({ key: draft, event: 'CREATED', item: { status: 'draft' } }));
    await remove(draft);
    expect(await following.next()).toEqual(
      mutated({ __typename: 'CmsArticleMutation', key: draft, event: 'DELETED', item: null }),
    );
    await following.close();
  });

  test.for([
    ['the public', {}],
    ['partners', { authorization: `Bearer ${PARTNER_KEY}` }],
  ] as const)('reports to %s what they may read, and one kind of change where one is selected', async ([, headers]) => {
    const all = await follow(gateway, 'subscription { cmsArticleMutated { key event item { title } } }', { headers });
    const created = await follow(gateway, 'subscription { cmsArticleMutated(event: CREATED) { key event } }', {
      headers,
    });
    const draft = await create({ title: 'Hidden', slug: 'hidden', status: 'draft' });
    await update(draft, { title: 'Hidden still' });
    await update(draft, { title: 'Shown', status: 'published' });
    const shown = await create({ title: 'Shown too', slug: 'shown-too', status: 'published' });
    expect(await all.next()).toEqual(mutated({ key: draft, event: 'UPDATED', item: { title: 'Shown' } }));
    expect(await all.next()).toEqual(mutated({ key: shown, event: 'CREATED', item: { title: 'Shown too' } }));
    expect(await created.next()).toEqual(mutated({ key: shown, event: 'CREATED' }));
    for (const id of [draft, shown]) {
      await remove(id);
      expect(await all.next()).toEqual(mutated({ key: id, event: 'DELETED', item: null }));
    }
    await Promise.all([all.close(), created.close()]);
  });

  test('a singleton can be followed too', async () => {
    const following = await follow(gateway, 'subscription { cmsSiteSettingsMutated { event item { tagline } } }');
    await write('mutation { written: cmsUpdateSiteSettings(data: { tagline: "Told" }) { tagline } }');
    expect(await following.next()).toEqual({
      data: { cmsSiteSettingsMutated: { event: 'UPDATED', item: { tagline: 'Told' } } },
    });
    await following.close();
  });
});

test('a singleton without a row is an error, as in a query', async () => {
  const token = 'directus-service-token';
  const directus = await startDirectus({ token });
  const other = await startGateway({ before: { directus: () => directus.url } });
  const following = await follow(other, 'subscription { cmsSiteSettingsMutated { event item { tagline } } }', {
    staff: true,
  });
  const headers = { authorization: `Bearer ${token}` };
  const removed = await fetch(`${directus.url}/items/cms_site_settings/1`, { method: 'DELETE', headers });
  expect(removed.status).toBe(204);
  expect(await following.next()).toMatchObject({
    data: { cmsSiteSettingsMutated: { event: 'DELETED', item: null } },
    errors: [{ path: ['cmsSiteSettingsMutated', 'item'], extensions: { code: 'UPSTREAM_FAILED' } }],
  });
  await following.close();
  await Promise.all([other.close(), directus.close()]);
});

test('when Directus comes back, its followers hear from when to when events are missed, and receive the next', async () => {
  const token = 'directus-service-token';
  const port = await freePort();
  const first = await startDirectus({ token, port });
  const other = await startGateway({ before: { directus: () => first.url } });
  const following = await follow(other, 'subscription { cmsArticleMutated { event } }', { staff: true });
  await first.close();
  const second = await startDirectus({ token, port });
  const missed = await following.next();
  expect(missed).toMatchObject({
    data: { cmsArticleMutated: null },
    errors: [
      {
        path: ['cmsArticleMutated'],
        extensions: {
          code: 'EVENTS_MISSED',
          upstream: 'directus',
          since: expect.any(String),
          until: expect.any(String),
        },
      },
    ],
  });
  // What it listens to begins a moment after it is connected.
  const answer = following.next();
  let isTold = false;
  const heard = answer.finally(() => {
    isTold = true;
  });
  while (!isTold) await update('1', { title: 'Again' }, other);
  expect(await heard).toEqual(mutated({ event: 'UPDATED' }));
  await following.close();
  await other.close();
  await second.close();
});

test('all with the same credential share one connection to Directus, for as long as any of them follows', async () => {
  const relays: Relay[] = [];
  const before = {
    async directus(url: string) {
      relays.push(await startRelay(url));
      return relays[0]?.url ?? url;
    },
  };
  const other = await startGateway({ before });
  const served = await serveSockets(other);
  const fetched = { fetch: (_input: unknown, init?: RequestInit) => fetch(`${served.url}/graphql`, init) };
  const subscribe = (collection: string, staff: boolean) =>
    follow(fetched, `subscription { ${collection}Mutated { key } }`, { staff });
  const followed = [
    await subscribe('cmsArticle', true),
    await subscribe('cmsArticle', true),
    await subscribe('cmsTag', true),
    await subscribe('cmsArticle', false),
    await subscribe('cmsTag', false),
  ];
  expect(relays[0]?.webSockets()).toBe(2);
  await followed[0]?.close();
  await update('1', { title: 'Still followed' }, other);
  expect(await followed[1]?.next()).toEqual(mutated({ key: '1' }));
  await Promise.all(followed.map((each) => each.close()));
  await expect.poll(() => relays[0]?.webSockets()).toBe(0);
  await served.close();
  await other.close();
  relays[0]?.hangUp();
  relays[0]?.close();
});

test('while Directus is away, nobody begins to follow it', async () => {
  const other = await startGateway({ down: 'directus' });
  const following = await follow(other, 'subscription { cmsArticleMutated { event } }');
  expect(await following.next()).toEqual({
    errors: [
      {
        message: 'Directus cannot be reached: subscribe again later.',
        locations: [{ line: 1, column: 16 }],
        path: ['cmsArticleMutated'],
        extensions: { code: 'UPSTREAM_UNREACHABLE', upstream: 'directus' },
      },
    ],
  });
  await other.close();
});
