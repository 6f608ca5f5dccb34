import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Change, createChanges } from '../gateway/changes/index.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const TWENTY_SECRET = 'the secret of the webhook';
const DIRECTUS_SECRET = 'the secret of the flow';
const COMPANY = '5d4bcc51-33f3-4d54-9f85-3d1dcd4aa1c7';
const DATE = '2026-11-25T09:30:00.123Z';

const changes = createChanges();
const reloads = vi.fn();
const heard: Change[] = [];
const logged: string[] = [];
let gateway: TestGateway;

beforeAll(async () => {
  const note = (...said: readonly unknown[]) => void logged.push(said.join(' '));
  gateway = await startGateway({
    server: {
      changes,
      webhookSecrets: { twenty: TWENTY_SECRET, directus: DIRECTUS_SECRET },
      reload: async () => {
        reloads();
        return { outcome: 'swapped', generation: 2, changes: {}, findings: [] };
      },
      logger: { debug: note, info: note, warn: note, error: note },
    },
  });
  changes.listen((change) => heard.push(change));
});
afterAll(() => gateway.close());
beforeEach(() => {
  heard.length = 0;
  logged.length = 0;
  reloads.mockClear();
});

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function post(upstream: string, { method = 'POST', headers = {}, body = '{}' }: Sent) {
  const response = await gateway.fetch(`http://gateway/webhooks/${upstream}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? '' : JSON.parse(text) };
}

interface Signing {
  readonly secret?: string;
  readonly at?: number;
  readonly nonce?: string;
}

/** As Twenty signs what it sends. */
function signed(body: string, { secret = TWENTY_SECRET, at = Date.now(), nonce = randomUUID() }: Signing = {}) {
  return {
    'x-twenty-webhook-timestamp': String(at),
    'x-twenty-webhook-signature': createHmac('sha256', secret).update(`${at}:${body}`).digest('hex'),
    'x-twenty-webhook-nonce': nonce,
  };
}

let sent = 0;

/** Each of another time, by its milliseconds. */
function payload(eventName: string, more: object = {}): string {
  sent += 1;
  return JSON.stringify({
    targetUrl: 'http://gateway/webhooks/twenty',
    eventName,
    objectMetadata: { id: randomUUID(), nameSingular: eventName.split('.')[0] },
    workspaceId: randomUUID(),
    webhookId: randomUUID(),
    eventDate: new Date(Date.parse(DATE) + sent).toISOString(),
    record: { id: COMPANY, name: 'Motor City Components' },
    ...more,
  });
}

const fromTwenty = (body: string, signing?: Signing) => post('twenty', { headers: signed(body, signing), body });
const failure = (code: string, message: unknown) => ({ errors: [{ message, extensions: { code } }] });

describe('POST /webhooks/twenty', () => {
  test.each([
    ['company.created', 'CrmCompany', 'CREATED'],
    ['company.updated', 'CrmCompany', 'UPDATED'],
    ['person.deleted', 'CrmPerson', 'DELETED'],
    ['noteTarget.destroyed', 'CrmNoteTarget', 'DELETED'],
    ['opportunity.restored', 'CrmOpportunity', 'CREATED'],
  ])('%s is a change of %s', async (eventName, typeName, event) => {
    expect(await fromTwenty(payload(eventName, { eventDate: DATE }))).toEqual({ status: 204, body: '' });
    expect(heard).toEqual([{ id: expect.any(String), upstream: 'twenty', typeName, event, key: COMPANY, at: DATE }]);
  });

  test('what is of no type of the graph is passed over', async () => {
    expect(await fromTwenty(payload('rocket.updated'))).toEqual({ status: 202, body: '' });
    expect(await fromTwenty(payload('company.counted'))).toEqual({ status: 202, body: '' });
    expect(heard).toEqual([]);
  });

  test('the same change, reported by two webhooks, is published once', async () => {
    const body = payload('company.updated');
    const other = JSON.stringify({ ...JSON.parse(body), webhookId: randomUUID() });
    expect([await fromTwenty(body), await fromTwenty(other)].map(({ status }) => status)).toEqual([204, 204]);
    expect(heard).toHaveLength(1);
  });

  test('what has come before is refused, under another nonce too; and so is another under its nonce', async () => {
    const body = payload('company.updated');
    const headers = signed(body);
    expect(await post('twenty', { headers, body })).toEqual({ status: 204, body: '' });
    const again = { status: 409, body: failure('WEBHOOK_REPLAYED', 'This delivery was received before.') };
    expect(await post('twenty', { headers, body })).toEqual(again);
    expect(await post('twenty', { headers: { ...headers, 'x-twenty-webhook-nonce': 'new' }, body })).toEqual(again);
    const other = payload('company.updated');
    expect(await fromTwenty(other, { nonce: headers['x-twenty-webhook-nonce'] })).toEqual(again);
    expect(heard).toHaveLength(1);
  });

  test('what Twenty has not signed is refused, and no secret is revealed', async () => {
    const body = payload('company.updated');
    const refused = (message: unknown) => ({ status: 401, body: failure('WEBHOOK_REFUSED', message) });
    const wrong = refused('x-twenty-webhook-signature does not match the secret.');
    expect(await fromTwenty(body, { secret: 'another secret' })).toEqual(wrong);
    expect(await post('twenty', { headers: signed(payload('person.updated')), body })).toEqual(wrong);
    const headers = signed(body);
    expect(await post('twenty', { headers: { ...headers, 'x-twenty-webhook-signature': 'ä' }, body })).toEqual(wrong);
    const later = { ...headers, 'x-twenty-webhook-timestamp': String(Date.now() + 1) };
    expect(await post('twenty', { headers: later, body })).toEqual(wrong);
    for (const minutes of [-6, 6]) {
      expect(await fromTwenty(body, { at: Date.now() + minutes * 60_000 })).toEqual(
        refused("x-twenty-webhook-timestamp is not within five minutes of this machine's clock."),
      );
    }
    for (const name of Object.keys(headers)) {
      expect(await post('twenty', { headers: { ...headers, [name]: '' }, body })).toEqual(
        refused(expect.stringContaining('Twenty signs its webhooks')),
      );
    }
    // None of these used it up.
    expect(await post('twenty', { headers, body })).toEqual({ status: 204, body: '' });
    expect(heard).toHaveLength(1);
    expect(logged.join()).toContain('A webhook for twenty was refused');
    expect(logged.join()).not.toContain(TWENTY_SECRET);
  });

  test('what is no delivery of Twenty’s is refused, though it is signed', async () => {
    const malformed = (status: number, message: unknown) => ({ status, body: failure('BAD_REQUEST', message) });
    for (const body of ['', '[]', '{}', 'company', '{"eventName":1}']) {
      expect(await fromTwenty(body)).toEqual(malformed(400, 'This is not the format of a webhook of twenty.'));
    }
    const body = JSON.stringify({ eventName: 'company.updated', record: { notes: 'x'.repeat(300_000) } });
    expect(await fromTwenty(body)).toEqual(malformed(413, 'Send no more than 262144 bytes.'));
    const text = { ...signed('{}'), 'content-type': 'text/plain' };
    expect(await post('twenty', { headers: text })).toEqual(malformed(415, 'Send application/json.'));
    expect(await post('twenty', { method: 'GET' })).toEqual({
      status: 405,
      body: failure('METHOD_NOT_ALLOWED', 'Send POST.'),
    });
    expect(heard).toEqual([]);
  });

  test('a change of its schema has it read again, once for all of an edit', async () => {
    for (const name of ['metadata.objectMetadata.created', 'metadata.fieldMetadata.updated']) {
      expect(await fromTwenty(payload(name, { objectMetadata: undefined, record: {} }))).toEqual({
        status: 204,
        body: '',
      });
    }
    await expect.poll(() => reloads.mock.calls.length).toBeGreaterThan(0);
    expect(reloads).toHaveBeenCalledTimes(1);
    expect(heard).toEqual([]);
  });
});

describe('POST /webhooks/directus', () => {
  const headers = { authorization: `Bearer ${DIRECTUS_SECRET}` };
  const fromDirectus = (trigger: object) => post('directus', { headers, body: JSON.stringify(trigger) });

  test.each([
    ['cms_articles.items.create', { collection: 'cms_articles', key: 7 }, 'CmsArticle', 'CREATED', ['7']],
    ['cms_articles.items.update', { collection: 'cms_articles', keys: ['7', 8] }, 'CmsArticle', 'UPDATED', ['7', '8']],
    [
      'cms_articles_tags.items.delete',
      { collection: 'cms_articles_tags', keys: [1] },
      'CmsArticleTag',
      'DELETED',
      ['1'],
    ],
    ['files.upload', { collection: 'directus_files', key: 'a' }, 'CmsFile', 'CREATED', ['a']],
    ['cms_site_settings.items.update', { collection: 'cms_site_settings' }, 'CmsSiteSettings', 'UPDATED', [undefined]],
  ])('%s is told for each row', async (event, rest, typeName, type, keys) => {
    expect(await fromDirectus({ event, payload: { title: 'New' }, ...rest })).toEqual({ status: 204, body: '' });
    expect(heard).toEqual(
      keys.map((key) => ({
        id: expect.any(String),
        upstream: 'directus',
        typeName,
        event: type,
        key,
        at: expect.stringMatching(/^\d{4}-.+Z$/),
      })),
    );
    expect(new Set(heard.map(({ id }) => id)).size).toBe(keys.length);
  });

  test('more than a hundred rows are reported as an unknown change', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => index);
    await fromDirectus({ event: 'cms_tags.items.delete', collection: 'cms_tags', keys });
    expect(heard).toMatchObject([{ typeName: 'CmsTag', event: 'DELETED', key: undefined }]);
  });

  test('what is of no type of the graph is passed over', async () => {
    const trigger = { event: 'users.update', collection: 'directus_users', keys: ['a'] };
    expect(await fromDirectus(trigger)).toEqual({ status: 202, body: '' });
    expect(heard).toEqual([]);
  });

  test('who does not have the secret is refused', async () => {
    const body = JSON.stringify({ event: 'cms_tags.items.delete', collection: 'cms_tags', keys: [1] });
    const answer = {
      status: 401,
      body: failure('WEBHOOK_REFUSED', 'Send "Authorization: Bearer …" with the value of DIRECTUS_WEBHOOK_SECRET.'),
    };
    for (const authorization of ['', 'Bearer', 'Bearer another', `Basic ${DIRECTUS_SECRET}`]) {
      expect(await post('directus', { headers: { authorization }, body })).toEqual(answer);
    }
    expect(heard).toEqual([]);
    expect(logged.join()).not.toContain(DIRECTUS_SECRET);
  });

  test.each([
    ['its data model', { event: 'fields.create', collection: 'cms_articles', key: 'subtitle', payload: {} }],
    ['what a role may read', { event: 'permissions.update', collection: 'directus_permissions', keys: ['14'] }],
    ['who has a policy', { event: 'access.create', collection: 'directus_access', key: 'e45ea2cd', payload: {} }],
  ])('a change of %s has the schema read again', async (_what, trigger) => {
    reloads.mockClear();
    await fromDirectus(trigger);
    await expect.poll(() => reloads.mock.calls.length).toBeGreaterThan(0);
    expect(heard).toEqual([]);
  });
});

test('there is no webhook of an upstream without a secret, nor of any other', async () => {
  const other = await startGateway({ server: { webhookSecrets: { directus: DIRECTUS_SECRET } } });
  const statusOf = async (upstream: string) =>
    (await other.fetch(`http://gateway/webhooks/${upstream}`, { method: 'POST', body: '{}' })).status;
  expect([await statusOf('twenty'), await statusOf('analytics'), await statusOf('')]).toEqual([404, 404, 404]);
  await other.close();
});
