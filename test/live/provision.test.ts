import '../provided.ts';
import { expect, inject, test } from 'vitest';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { provisionDirectus } from '../../content-model/provision.ts';

test('nothing is changed where the database is another one, or the gateway would be an administrator', async () => {
  const [directusUrl, adminToken] = [inject('directusUrl'), inject('directusAdminToken')];
  const settings = { directusUrl, adminToken, databaseUrl: inject('ownerUrl'), gatewayToken: inject('directusToken') };
  const another = Object.assign(new URL(settings.databaseUrl), { pathname: '/postgres' }).href;
  await expect(provisionDirectus({ ...settings, databaseUrl: another })).rejects.toThrow(
    'The database is not the one that Directus runs on',
  );
  await expect(provisionDirectus({ ...settings, gatewayToken: adminToken })).rejects.toThrow(
    'DIRECTUS_TOKEN is the token of DIRECTUS_ADMIN_TOKEN',
  );
});

test('provisioning again inserts a row that is missing, and sets back an edited one only when it is asked to', async () => {
  const [directusUrl, adminToken] = [inject('directusUrl'), inject('directusAdminToken')];
  const settings = { directusUrl, adminToken, databaseUrl: inject('ownerUrl'), gatewayToken: inject('directusToken') };
  const api = openDirectusApi(directusUrl, adminToken);
  const read = async () => ({
    tag: await api.request<object>('GET', '/items/cms_tags/1?fields=id,name,slug'),
    site: await api.request('GET', '/items/cms_site_settings?fields=title,tagline'),
    tagged: await api.request('GET', '/items/cms_articles_tags?fields=id,article,tag,sort&sort=id&limit=-1'),
  });
  const before = await read();
  await api.request('PATCH', '/items/cms_tags/1', { name: 'Edited' });
  await api.request('PATCH', '/items/cms_site_settings', { title: 'Edited' });
  await api.request('DELETE', '/items/cms_articles_tags/1');

  await provisionDirectus(settings);
  expect(await read()).toEqual({
    tag: { ...before.tag, name: 'Edited' },
    site: { ...Object(before.site), title: 'Edited' },
    tagged: before.tagged,
  });
  await provisionDirectus({ ...settings, onEdited: 'reset' });
  expect(await read()).toEqual(before);
});
