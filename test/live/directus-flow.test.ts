import '../provided.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { loadContent } from '../../content-model/index.ts';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { notifyGateway } from '../../content-model/provision/flow.ts';
import { type Change, createChanges } from '../../gateway/changes/index.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { type ServedGateway, serve } from '../serve.ts';

const secret = randomBytes(16).toString('hex');
const admin = openDirectusApi(inject('directusUrl'), inject('directusAdminToken'));
const names = loadContent().collections.map(({ name }) => name);
const changes = createChanges();
const heard: Change[] = [];
const reloads = vi.fn();
let gateway: TestGateway;
let served: ServedGateway;

beforeAll(async () => {
  gateway = await startGateway({
    server: {
      changes,
      webhookSecrets: { directus: secret },
      reload: async () => {
        reloads();
        return { outcome: 'swapped', generation: 2, changes: {}, findings: [] };
      },
    },
  });
  served = await serve(gateway);
  changes.listen((change) => heard.push(change));
  const webhook = { url: `${served.url}/webhooks/directus`, secret };
  await notifyGateway(admin, names, webhook);
  // Again, as provisioning does: there still is one.
  await notifyGateway(admin, names, webhook);
});
beforeEach(() => {
  heard.length = 0;
  reloads.mockClear();
});
afterAll(async () => {
  const flows = await admin.request<{ id: string }[]>('GET', '/flows?fields=id');
  for (const { id } of flows) await admin.request('DELETE', `/flows/${id}`);
  await served.close();
  await gateway.close();
  await changes.close();
});

/** What is heard of a type, once there is as much of it. */
async function eventsOf(typeName: string, count = 1): Promise<unknown[]> {
  const of = () => heard.filter((change) => change.typeName === typeName);
  await expect.poll(() => of().length).toBeGreaterThanOrEqual(count);
  return of().map(({ event, key }) => [event, key]);
}

test('an article that is made, changed and deleted by REST is heard of, each time once', async () => {
  const draft = { slug: 'reported-by-a-flow', title: 'Before', author: 1, status: 'draft' };
  const { id } = await admin.request<{ id: number }>('POST', '/items/cms_articles?fields=id', draft);
  expect(await eventsOf('CmsArticle')).toEqual([['CREATED', String(id)]]);
  await admin.request('PATCH', `/items/cms_articles/${id}`, { title: 'After' });
  expect(await eventsOf('CmsArticle', 2)).toEqual([
    ['CREATED', String(id)],
    ['UPDATED', String(id)],
  ]);
  await admin.request('DELETE', `/items/cms_articles/${id}`);
  expect(await eventsOf('CmsArticle', 3)).toEqual([
    ['CREATED', String(id)],
    ['UPDATED', String(id)],
    ['DELETED', String(id)],
  ]);
  expect(heard[0]).toEqual({
    id: expect.stringMatching(/^directus:/),
    upstream: 'directus',
    typeName: 'CmsArticle',
    event: 'CREATED',
    key: String(id),
    at: expect.stringMatching(/Z$/),
  });
});

test('so are many at a time, rows that are written with others, a singleton and files', async () => {
  const tags = ['one', 'two'].map((name) => ({ name, slug: `reported-${name}` }));
  const made = await admin.request<{ id: number }[]>('POST', '/items/cms_tags?fields=id', tags);
  const ids = made.map(({ id }) => String(id));
  expect((await eventsOf('CmsTag', 2)).toSorted()).toEqual(ids.map((id) => ['CREATED', id]));
  const article = {
    slug: 'reported-with-tags',
    title: 'With tags',
    author: 1,
    status: 'draft',
    tags: [{ tag: made[0]?.id }],
  };
  const { id } = await admin.request<{ id: number }>('POST', '/items/cms_articles?fields=id', article);
  expect(await eventsOf('CmsArticleTag')).toEqual([['CREATED', expect.any(String)]]);
  await admin.request('DELETE', `/items/cms_articles/${id}`);
  await admin.request(
    'DELETE',
    '/items/cms_tags',
    made.map((tag) => tag.id),
  );
  expect((await eventsOf('CmsTag', 4)).slice(2).toSorted()).toEqual(ids.map((each) => ['DELETED', each]));

  const settings = await admin.request<{ tagline: string }>('GET', '/items/cms_site_settings');
  await admin.request('PATCH', '/items/cms_site_settings', { tagline: settings.tagline });
  expect(await eventsOf('CmsSiteSettings')).toEqual([['UPDATED', '1']]);

  const form = new FormData();
  form.set('title', 'Told');
  form.set('file', new File(['reported'], 'reported.txt', { type: 'text/plain' }));
  const file = await admin.request<{ id: string }>('POST', '/files', form);
  expect(await eventsOf('CmsFile')).toEqual([['CREATED', file.id]]);
  await admin.request('PATCH', `/files/${file.id}`, { title: 'Told again' });
  await admin.request('DELETE', `/files/${file.id}`);
  expect(await eventsOf('CmsFile', 3)).toEqual([
    ['CREATED', file.id],
    ['UPDATED', file.id],
    ['DELETED', file.id],
  ]);
});

test('a field that is added and removed has the schema read again', async () => {
  await admin.request('POST', '/fields/cms_tags', { field: 'reported', type: 'string', meta: {}, schema: {} });
  await admin.request('DELETE', '/fields/cms_tags/reported');
  await expect.poll(() => reloads.mock.calls.length).toBeGreaterThan(0);
  expect(gateway.generations.current.number).toBe(1);
});
