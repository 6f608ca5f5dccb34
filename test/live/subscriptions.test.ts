import '../provided.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadContent } from '../../content-model/index.ts';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { directusUser } from '../../gateway/identity/directus.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { startRelay } from '../relay.ts';
import { type Following, follow } from '../subscriptions/events.ts';

const url = inject('directusUrl');
const admin = openDirectusApi(url, inject('directusAdminToken'));
const [role, policy, user] = [randomUUID(), randomUUID(), randomUUID()];
const token = randomBytes(16).toString('hex');
const AUTHOR = 2;
const author = loadContent().rows.cms_authors?.find(({ id }) => id === AUTHOR)?.name;
let gateway: TestGateway;

beforeAll(async () => {
  await admin.request('POST', '/roles', { id: role, name: 'Follower' });
  await admin.request('POST', '/policies', { id: policy, name: 'Follower', admin_access: false, app_access: false });
  await admin.request('POST', '/permissions', [
    {
      policy,
      collection: 'cms_articles',
      action: 'read',
      fields: ['*'],
      permissions: { author: { id: { _eq: AUTHOR } } },
    },
    { policy, collection: 'cms_authors', action: 'read', fields: ['id', 'name', 'articles'], permissions: {} },
  ]);
  await admin.request('POST', '/access', { role, policy });
  await admin.request('POST', '/users', { id: user, first_name: 'Follower', role, status: 'active', token });
  gateway = await startGateway({ server: { authenticators: [directusUser({ url })] } });
});
afterAll(async () => {
  await gateway?.close();
  await admin.request('DELETE', `/users/${user}`);
  await admin.request('DELETE', `/policies/${policy}`);
  await admin.request('DELETE', `/roles/${role}`);
});

const create = async (data: object) =>
  String((await admin.request<{ id: number }>('POST', '/items/cms_articles?fields=id', data)).id);

/** Directus says nothing of when it begins to tell: it does once it tells of this one. */
async function begun(following: Following, data: object): Promise<void> {
  const event = following.next();
  let isTold = false;
  const first = event.finally(() => {
    isTold = true;
  });
  const slug = randomUUID();
  const id = await create({ title: 'Begun', slug, ...data });
  while (!isTold) await admin.request('PATCH', `/items/cms_articles/${id}`, { excerpt: randomUUID() });
  await first;
  await admin.request('DELETE', `/items/cms_articles/${id}`);
  let last = await following.next();
  while (!JSON.stringify(last).includes('DELETED')) last = await following.next();
}

const mutated = (value: object) => ({ data: { cmsArticleMutated: value } });
const query = 'subscription { cmsArticleMutated { key event item { title author { name } region { name } } } }';

test('the real Directus tells each caller of what it may read, and of every deletion', async () => {
  const authorization = `Bearer ${token}`;
  const [own, everyone] = await Promise.all([
    follow(gateway, query, { headers: { authorization } }),
    follow(gateway, query),
  ]);
  await begun(own, { author: AUTHOR, status: 'draft' });
  await begun(everyone, { author: AUTHOR, status: 'published' });
  const draft = await create({
    title: 'Draft',
    slug: randomUUID(),
    author: AUTHOR,
    status: 'draft',
    region_code: 'US-06',
  });
  const other = await create({ title: 'Of another', slug: randomUUID(), author: 1, status: 'published' });
  // Before that it receives the beginning of the other.
  let first = await own.next();
  while (!JSON.stringify(first).includes(`"key":"${draft}"`)) first = await own.next();
  expect(first).toEqual(
    mutated({
      key: draft,
      event: 'CREATED',
      item: { title: 'Draft', author: { name: author }, region: { name: 'California' } },
    }),
  );
  expect(await everyone.next()).toMatchObject(mutated({ key: other, event: 'CREATED', item: { title: 'Of another' } }));
  await admin.request('DELETE', '/items/cms_articles', [Number(draft), Number(other)]);
  const deleted = [draft, other].map((key) => mutated({ key, event: 'DELETED', item: null }));
  expect([await own.next(), await own.next()]).toEqual(deleted);
  expect([await everyone.next(), await everyone.next()]).toEqual(deleted);
  await Promise.all([own.close(), everyone.close()]);
});

test('after a lost connection the real Directus is followed again, and the loss is reported', async () => {
  const relay = await startRelay(url);
  const other = await startGateway({
    before: { directus: () => relay.url },
    server: { authenticators: [directusUser({ url })] },
  });
  const following = await follow(other, 'subscription { cmsArticleMutated { key event } }', {
    headers: { authorization: `Bearer ${token}` },
  });
  await begun(following, { author: AUTHOR, status: 'draft' });
  relay.hangUp();
  expect(await following.next()).toMatchObject({
    data: { cmsArticleMutated: null },
    errors: [{ extensions: { code: 'EVENTS_MISSED', upstream: 'directus' } }],
  });
  await begun(following, { author: AUTHOR, status: 'draft' });
  await following.close();
  await other.close();
  relay.hangUp();
  relay.close();
});
