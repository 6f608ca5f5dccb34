import { expect, it } from 'vitest';
import { recordingApi } from './recording-api.ts';
import { writeRows } from './rows.ts';

const tags = { name: 'cms_tags', singleton: false, sortField: null, fields: [] };
const settings = { name: 'cms_site_settings', singleton: true, sortField: null, fields: [] };

const KNOWN = {
  '/items/cms_tags': [
    { id: 1, name: 'Maps', articles: [4] },
    { id: 2, name: 'Methds', articles: [] },
    { id: 9, name: 'An editor’s own', articles: [] },
  ],
};
const ROWS = [
  { id: 1, name: 'Maps' },
  { id: 2, name: 'Methods' },
  { id: 3, name: 'Energy' },
];

it('inserts what is missing, and leaves alone what was edited and the rows of others', async () => {
  const { api, writes } = recordingApi(KNOWN);
  await writeRows(api, tags, ROWS, 'keep');
  expect(writes).toEqual([['POST', '/items/cms_tags', [{ id: 3, name: 'Energy' }]]]);
});

it('sets back what was edited when it is asked to, first', async () => {
  const { api, writes } = recordingApi(KNOWN);
  await writeRows(api, tags, ROWS, 'reset');
  expect(writes).toEqual([
    ['PATCH', '/items/cms_tags', [{ id: 2, name: 'Methods' }]],
    ['POST', '/items/cms_tags', [{ id: 3, name: 'Energy' }]],
  ]);
});

it.each([
  ['that was never saved', { id: null, title: null }, 'keep', true],
  ['that was edited', { id: 1, title: 'Ours' }, 'keep', false],
  ['that was edited, when it is asked to', { id: 1, title: 'Ours' }, 'reset', true],
  ['that is the same', { id: 1, title: 'Chronos' }, 'reset', false],
] as const)('writes a singleton %s as an object: %j, %s: %s', async (_, known, onEdited, isWritten) => {
  const row = { id: 1, title: 'Chronos' };
  const { api, writes } = recordingApi({ '/items/cms_site_settings': known });
  await writeRows(api, settings, [row], onEdited);
  expect(writes).toEqual(isWritten ? [['PATCH', '/items/cms_site_settings', row]] : []);
});
