import { expect, it } from 'vitest';
import { grantGateway, grantPublic } from './access.ts';
import { recordingApi } from './recording-api.ts';

const filter = { status: { _eq: 'published' } };
const pages = { collection: 'cms_pages', fields: ['id', 'title'], filter };

it('makes a policy that neither a role nor a user holds', async () => {
  const { api, writes } = recordingApi({ '/policies': [], '/permissions': [], '/access': [] });
  await grantPublic(api, [pages]);
  const policy = expect.any(String);
  expect(writes).toEqual([
    ['POST', '/policies', expect.objectContaining({ admin_access: false, app_access: false })],
    [
      'POST',
      '/permissions',
      [{ policy, collection: 'cms_pages', action: 'read', fields: ['id', 'title'], permissions: filter }],
    ],
    ['POST', '/access', { id: policy, policy, role: null, user: null }],
  ]);
});

it('leaves permissions alone that are as wanted, and replaces others, new before old', async () => {
  const held = { id: 5, collection: 'cms_pages', action: 'read', fields: ['id', 'title'], permissions: filter };
  const same = recordingApi({ '/policies': [{}], '/access': [{}], '/permissions': [held] });
  await grantPublic(same.api, [pages]);
  expect(same.writes.filter(([, path]) => path === '/permissions')).toEqual([]);
  const wider = recordingApi({ '/policies': [{}], '/access': [{}], '/permissions': [{ ...held, fields: ['*'] }] });
  await grantPublic(wider.api, [pages]);
  expect(wider.writes.filter(([, path]) => path === '/permissions')).toEqual([
    ['POST', '/permissions', [expect.objectContaining({ fields: ['id', 'title'] })]],
    ['DELETE', '/permissions', [5]],
  ]);
});

it('gives the gateway a user that reads everything, content versions too, and writes items of the collections alone', async () => {
  const { api, writes } = recordingApi({
    '/policies': [],
    '/permissions': [],
    '/access': [],
    '/roles': [],
    '/users': [],
  });
  await grantGateway(api, ['cms_pages'], 'secret');
  const all = (collection: string, action: string) => ({
    policy: expect.any(String),
    collection,
    action,
    fields: ['*'],
    permissions: {},
  });
  expect(writes.find(([, path]) => path === '/permissions')?.[2]).toEqual([
    all('cms_pages', 'read'),
    all('directus_files', 'read'),
    all('directus_versions', 'read'),
    all('cms_pages', 'create'),
    all('cms_pages', 'update'),
    all('cms_pages', 'delete'),
  ]);
  expect(writes.at(-1)).toEqual(['POST', '/users', expect.objectContaining({ status: 'active', token: 'secret' })]);
});
