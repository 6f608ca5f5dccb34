import { randomBytes, randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { loadContent } from '../../content-model/index.ts';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { SCOPES } from '../../gateway/graph/scopes.ts';
import { directusUser } from '../../gateway/identity/directus.ts';
import type { Upstream, UpstreamCall } from '../../subgraphs/contract/upstream.ts';
import { createDirectus } from '../../subgraphs/directus/testing.ts';
import { execute } from '../../subgraphs/testing/execute.ts';
import '../provided.ts';

/**
 * Half of the fields of articles, of authors their names, and of no tag anything. Who may not read the list that leads back
 * from a related row is shown the bare key in its place: hence `articles`.
 */
const FIELDS = {
  cms_articles: ['id', 'slug', 'title', 'author', 'tags', 'region_code'],
  cms_articles_tags: ['*'],
  cms_authors: ['id', 'name', 'articles'],
};
const AUTHOR = 2;
const ownArticles = { author: { id: { _eq: AUTHOR } } };

const url = inject('directusUrl');
const admin = openDirectusApi(url, inject('directusAdminToken'));
const [role, policy, user] = [randomUUID(), randomUUID(), randomUUID()];
const directusToken = randomBytes(16).toString('hex');
const calls: UpstreamCall[] = [];
let directus: Upstream;

beforeAll(async () => {
  const reads = Object.entries(FIELDS).map(([collection, fields]) => ({
    policy,
    collection,
    action: 'read',
    fields,
    permissions: collection === 'cms_articles' ? ownArticles : {},
  }));
  const titles = { policy, collection: 'cms_articles', action: 'update', fields: ['title'], permissions: ownArticles };
  await admin.request('POST', '/roles', { id: role, name: 'Columnist' });
  await admin.request('POST', '/policies', { id: policy, name: 'Columnist', admin_access: false, app_access: false });
  await admin.request('POST', '/permissions', [...reads, titles]);
  await admin.request('POST', '/access', { role, policy });
  await admin.request('POST', '/users', {
    id: user,
    first_name: 'Columnist',
    role,
    status: 'active',
    token: directusToken,
  });
  directus = await createDirectus({ url, token: inject('directusToken'), onCall: (call) => void calls.push(call) });
});
beforeEach(() => {
  calls.length = 0;
});
afterAll(async () => {
  await directus?.close();
  await admin.request('DELETE', `/users/${user}`);
  await admin.request('DELETE', `/policies/${policy}`);
  await admin.request('DELETE', `/roles/${role}`);
});

async function ask(query: string): Promise<unknown> {
  const context = { caller: { audience: 'internal', directusToken } } as const;
  return JSON.parse(JSON.stringify(await execute(directus, { document: parse(query), context })));
}

const content = loadContent();
const authorName = content.rows.cms_authors?.find(({ id }) => id === AUTHOR)?.name;
const articles = content.rows.cms_articles?.filter(({ author }) => author === AUTHOR) ?? [];
const [own] = articles;
const other = content.rows.cms_articles?.find(({ author }) => author !== AUTHOR);

const forbidden = (label: string, path: readonly (string | number)[]) => ({
  message: `You may not read ${label}, or Directus does not have it.`,
  path,
  extensions: { code: 'FORBIDDEN', upstream: 'directus' },
});

test('without STAFF_ROLES, admin access opens every scope, and another role opens none', async () => {
  const identify = directusUser({ url });
  const scopesOf = async (token: string) => [...((await identify({ from: 'header', token }))?.scopes ?? ['nobody'])];
  expect(await scopesOf(inject('directusAdminToken'))).toEqual(SCOPES);
  expect(await scopesOf(directusToken)).toEqual([]);
});

describe('a role with half of the fields and a row filter, on the real Directus', () => {
  const view = `{
    cmsArticles(sort: [ID_ASC], limit: 2) {
      title body internalNote
      author { name bio }
      tags(limit: 1) { sort tag { name } }
    }
    cmsTags { name }
    count: cmsArticles(limit: 1000) { id }
  }`;

  test('costs its denied fields alone, and the second time no request', async () => {
    const denied = (index: number) => [
      forbidden('`body` of CmsArticle', ['cmsArticles', index, 'body']),
      forbidden('`internalNote` of CmsArticle', ['cmsArticles', index, 'internalNote']),
      forbidden('`bio` of CmsAuthor', ['cmsArticles', index, 'author', 'bio']),
      forbidden('`tag` of CmsArticleTag', ['cmsArticles', index, 'tags', 0, 'tag']),
    ];
    const answer = {
      data: {
        cmsArticles: articles.slice(0, 2).map(({ title }) => ({
          title,
          body: null,
          internalNote: null,
          author: { name: authorName, bio: null },
          tags: [{ sort: expect.any(Number), tag: null }],
        })),
        cmsTags: null,
        count: articles.map(({ id }) => ({ id: String(id) })),
      },
      errors: [...denied(0), ...denied(1), forbidden('`cmsTags`', ['cmsTags'])],
    };
    expect(await ask(view)).toEqual(answer);
    const learning = calls.length;
    expect(await ask(view)).toEqual(answer);
    expect(calls.length - learning).toBe(1);
    expect(calls.at(-1)?.text).not.toMatch(/body|internal_note|bio|cms_tags/);
  });

  test('hides the rows of others, without an error', async () => {
    const query = `{
      own: cmsArticle(id: ${own?.id}) { slug }
      other: cmsArticle(id: ${other?.id}) { slug }
      bySlug: cmsArticleBySlug(slug: "${other?.slug}") { slug }
    }`;
    expect(await ask(query)).toEqual({ data: { own: { slug: own?.slug }, other: null, bySlug: null } });
  });

  test('writes what it may, and gets an error at the path of what it may not', async () => {
    // Other tests may be reading the project's own articles at the same time.
    const draft = { slug: 'by-a-columnist', title: 'Before', author: AUTHOR, status: 'draft' };
    const { id } = await admin.request<{ id: number }>('POST', '/items/cms_articles?fields=id', draft);
    const query = `mutation {
      changed: cmsUpdateArticle(id: ${id}, data: { title: "By a columnist" }) { title body }
      field: cmsUpdateArticle(id: ${id}, data: { status: "published" }) { title }
      row: cmsUpdateArticle(id: ${other?.id}, data: { title: "Not mine" }) { title }
      tag: cmsCreateTag(data: { name: "T", slug: "t" }) { name }
      again: cmsUpdateArticle(id: ${id}, data: { title: "By a columnist again" }) { title }
    }`;
    const refused = (path: string, message: string) => ({
      message,
      path: [path],
      extensions: { code: 'FORBIDDEN', upstream: 'directus' },
    });
    const answer = await ask(query);
    await admin.request('DELETE', `/items/cms_articles/${id}`);
    expect(answer).toEqual({
      data: {
        changed: { title: 'By a columnist', body: null },
        field: null,
        row: null,
        tag: null,
        again: { title: 'By a columnist again' },
      },
      errors: [
        forbidden('`body` of CmsArticle', ['changed', 'body']),
        refused('field', expect.stringContaining('"status" in collection "CmsArticle"')),
        refused('row', expect.stringContaining('"title" in collection "CmsArticle"')),
        refused('tag', expect.stringContaining('collection "CmsTag"')),
      ],
    });
  });
});
