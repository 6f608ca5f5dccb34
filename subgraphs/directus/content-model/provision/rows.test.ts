import { expect, it } from 'vitest';
import { recordingApi } from './recording-api.ts';
import { upsertRows } from './rows.ts';

const tags = { name: 'cms_tags', singleton: false, sortField: null, fields: [] };
const settings = { name: 'cms_site_settings', singleton: true, sortField: null, fields: [] };

it('inserts what is missing, sets back what differs, and leaves the rest and the rows of others alone', async () => {
  const { api, writes } = recordingApi({
    '/items/cms_tags': [
      { id: 1, name: 'Maps', articles: [4] },
      { id: 2, name: 'Methds', articles: [] },
      { id: 9, name: 'An editor’s own', articles: [] },
    ],
  });
  await upsertRows(api, tags, [
    { id: 1, name: 'Maps' },
    { id: 2, name: 'Methods' },
    { id: 3, name: 'Energy' },
  ]);
  expect(writes).toEqual([
    ['PATCH', '/items/cms_tags', [{ id: 2, name: 'Methods' }]],
    ['POST', '/items/cms_tags', [{ id: 3, name: 'Energy' }]],
  ]);
});

it('writes a singleton as an object, when it differs', async () => {
  const row = { id: 1, title: 'Chronos' };
  const fresh = recordingApi({ '/items/cms_site_settings': { id: null, title: null } });
  await upsertRows(fresh.api, settings, [row]);
  expect(fresh.writes).toEqual([['PATCH', '/items/cms_site_settings', row]]);
  const same = recordingApi({ '/items/cms_site_settings': row });
  await upsertRows(same.api, settings, [row]);
  expect(same.writes).toEqual([]);
});
