import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../snapshot.ts';
import { adoptSnapshot, verifySnapshot } from './adopt.ts';
import { recordingApi } from './recording-api.ts';

const folder = { collection: 'cms', meta: { singleton: false, sort_field: null, icon: 'newspaper' } };
const tags = { collection: 'cms_tags', meta: { singleton: false, sort_field: null }, schema: { name: 'cms_tags' } };
const name = {
  collection: 'cms_tags',
  field: 'name',
  type: 'string',
  meta: { special: null, interface: 'input' },
  schema: { is_nullable: false, is_primary_key: false, is_unique: false },
};
const articles = { collection: 'cms_tags', field: 'articles', type: 'alias', meta: { special: ['m2m'] } };
const relation = {
  collection: 'cms_tags',
  field: 'parent',
  related_collection: 'cms_tags',
  meta: {
    one_field: null,
    junction_field: null,
    sort_field: null,
    one_collection_field: null,
    one_allowed_collections: null,
  },
  schema: { on_delete: 'SET NULL' },
};
const snapshot: Snapshot = {
  version: 1,
  directus: '11.17.4',
  collections: [folder, tags],
  fields: [name, articles],
  relations: [relation],
};

describe('adoptSnapshot', () => {
  it('gives meta to tables, columns and foreign keys that are there, and makes what has no table or column', async () => {
    const { api, writes } = recordingApi({
      '/collections': [{ ...tags, meta: null }],
      '/fields': [{ ...name, meta: null }],
      '/relations': [{ ...relation, meta: null }],
    });
    await adoptSnapshot(api, snapshot);
    expect(writes).toEqual([
      ['POST', '/collections', { ...folder, schema: null }],
      ['PATCH', '/collections', [{ collection: 'cms_tags', meta: tags.meta }]],
      ['POST', '/fields/cms_tags', { field: 'articles', type: 'alias', meta: articles.meta }],
      ['PATCH', '/fields/cms_tags', [{ field: 'name', meta: name.meta }]],
      ['PATCH', '/relations/cms_tags/parent', relation],
    ]);
  });

  it('makes a relation where the column has no foreign key yet', async () => {
    const { api, writes } = recordingApi({
      '/collections': [folder, tags],
      '/fields': [name, articles],
      '/relations': [],
    });
    await adoptSnapshot(api, snapshot);
    expect(writes).toEqual([['POST', '/relations', relation]]);
  });

  it('writes nothing where all is adopted', async () => {
    const withIds = [name, articles].map((field, id) => ({ ...field, meta: { ...field.meta, id } }));
    const { api, writes } = recordingApi({
      '/collections': [folder, tags],
      '/fields': withIds,
      '/relations': [{ ...relation, meta: { ...relation.meta, id: 7 } }],
    });
    await adoptSnapshot(api, snapshot);
    expect(writes).toEqual([]);
  });

  it('says which table or column is missing', async () => {
    const without = recordingApi({ '/collections': [folder] });
    await expect(adoptSnapshot(without.api, snapshot)).rejects.toThrow('Directus does not see the table cms_tags.');
    const bare = recordingApi({ '/collections': [folder, tags], '/fields': [] });
    await expect(adoptSnapshot(bare.api, snapshot)).rejects.toThrow('The table cms_tags lacks the column name');
  });
});

describe('verifySnapshot', () => {
  it('accepts no difference, and differences in collections that are not ours', async () => {
    await verifySnapshot(recordingApi({}).api, snapshot);
    const diff = { collections: [{ collection: 'events', diff: [{ kind: 'D' }] }], fields: [], relations: [] };
    await verifySnapshot(recordingApi({ 'POST /schema/diff': { diff } }).api, snapshot);
  });

  it.each([
    ['a key that a later version of 11 has', [{ kind: 'D', path: ['meta', 'status'], lhs: 'active' }]],
    ['keys that 12 has', [{ kind: 'E', path: ['meta'], lhs: { ...tags.meta, status: 'active' }, rhs: tags.meta }]],
  ])('accepts metadata that Directus has added since the snapshot: %s', async (_, diff) => {
    const answer = { diff: { collections: [{ collection: 'cms_tags', diff }] } };
    await verifySnapshot(recordingApi({ 'POST /schema/diff': answer }).api, snapshot);
  });

  it('leaves out what an older Directus refuses: the fields of its own tables', async () => {
    const { api, writes } = recordingApi({});
    await verifySnapshot(api, { ...snapshot, systemFields: [{ collection: 'directus_revisions', field: 'parent' }] });
    expect(writes).toEqual([['POST', '/schema/diff?force=true', snapshot]]);
  });

  it('names each difference', async () => {
    const diff = {
      collections: [{ collection: 'cms_tags', diff: [{ kind: 'E', path: ['meta', 'icon'] }] }],
      fields: [
        { collection: 'cms_tags', field: 'colour', diff: [{ kind: 'D' }] },
        {
          collection: 'cms_tags',
          field: 'name',
          diff: [{ kind: 'E', path: ['meta'], lhs: { ...name.meta, interface: null, status: 1 }, rhs: name.meta }],
        },
      ],
    };
    const { api } = recordingApi({ 'POST /schema/diff': { diff } });
    await expect(verifySnapshot(api, snapshot)).rejects.toThrow(
      'Directus differs from snapshot.yaml:\n  cms_tags (meta.icon)\n  cms_tags.colour\n  cms_tags.name (meta.interface)\n',
    );
  });
});
