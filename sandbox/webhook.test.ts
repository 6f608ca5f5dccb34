import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Change, createChanges } from '../gateway/changes/index.ts';
import { startGateway, type TestGateway } from '../test/gateway.ts';
import { type ServedGateway, serve } from '../test/serve.ts';
import { type RunningDirectus, startDirectus } from './directus/index.ts';
import { type RunningTwenty, startTwenty } from './twenty/index.ts';

const secrets = { directus: 'the secret of the flow', twenty: 'the secret of the webhook' };
const changes = createChanges();
const heard: Change[] = [];
let gateway: TestGateway;
let served: ServedGateway;
let directus: RunningDirectus;
let twenty: RunningTwenty;

beforeAll(async () => {
  gateway = await startGateway({ server: { changes, webhookSecrets: secrets } });
  served = await serve(gateway);
  directus = await startDirectus({ token: 'service' });
  directus.tell({ url: `${served.url}/webhooks/directus`, secret: secrets.directus });
  twenty = await startTwenty({ apiKey: 'key' });
  twenty.tell({ url: `${served.url}/webhooks/twenty`, secret: secrets.twenty });
  changes.listen((change) => heard.push(change));
});
beforeEach(() => {
  heard.length = 0;
});
afterAll(async () => {
  await Promise.all([directus.close(), twenty.close(), served.close()]);
  await gateway.close();
});

async function send(url: string, method: string, token: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

const told = async (count: number) => {
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(count);
  return heard.map(({ typeName, event, key }) => [typeName, event, key]);
};

test('the stand-in of Directus tells of what is written, as its Flow does', async () => {
  const items = `${directus.url}/items/cms_tags`;
  const made = await send(items, 'POST', 'service', [
    { name: 'One', slug: 'one-more' },
    { name: 'Two', slug: 'two-more' },
  ]);
  const [one, two] = (made as { data: { id: number }[] }).data.map(({ id }) => String(id));
  expect((await told(2)).toSorted()).toEqual([
    ['CmsTag', 'CREATED', one],
    ['CmsTag', 'CREATED', two],
  ]);
  await send(`${items}/${one}`, 'PATCH', 'service', { name: 'First' });
  expect((await told(3)).at(-1)).toEqual(['CmsTag', 'UPDATED', one]);
  await send(items, 'DELETE', 'service', [Number(one), Number(two)]);
  expect((await told(5)).slice(3)).toEqual([
    ['CmsTag', 'DELETED', one],
    ['CmsTag', 'DELETED', two],
  ]);
});

test('the stand-in of Twenty tells of each record, and signs it', async () => {
  const ask = (query: string) => send(`${twenty.url}/graphql`, 'POST', 'key', { query });
  const made = await ask('mutation { createCompany(data: { name: "Told" }) { id } }');
  const { id } = (made as { data: { createCompany: { id: string } } }).data.createCompany;
  expect(await told(1)).toEqual([['CrmCompany', 'CREATED', id]]);
  await ask(`mutation { updateCompany(id: "${id}", data: { name: "Told again" }) { id } }`);
  expect((await told(2)).at(-1)).toEqual(['CrmCompany', 'UPDATED', id]);
  await ask(`mutation { deleteCompany(id: "${id}") { id } }`);
  expect((await told(3)).at(-1)).toEqual(['CrmCompany', 'DELETED', id]);
});
