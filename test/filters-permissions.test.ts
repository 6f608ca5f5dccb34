import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCOPES } from '../gateway/graph/scopes.ts';
import type { Authenticator, Identity } from '../gateway/identity/identity.ts';
import { property } from '../subgraphs/common/json.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { UNBOUNDED } from './oracle/unbounded.ts';

/** Reads articles but those about New York, and neither their series nor their excerpts. */
const CLERK = {
  token: 'token-of-a-clerk',
  permissions: [
    {
      collection: 'cms_articles',
      fields: ['id', 'title', 'slug', 'region_code'],
      filter: { _or: [{ region_code: { _null: true } }, { region_code: { _neq: 'US-36' } }] },
    },
  ],
  writes: [],
};

const staff = (id: string, own: Partial<Identity> = {}): Identity => ({
  kind: 'staff',
  audience: 'internal',
  id,
  scopes: new Set(SCOPES),
  ...own,
});

const PEOPLE: Readonly<Record<string, Identity>> = {
  admin: staff('admin'),
  editor: staff('editor', { scopes: new Set(['cms:write']) }),
  clerk: staff('clerk', { directusToken: CLERK.token }),
};

const authenticator: Authenticator = ({ token }) => PEOPLE[token];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    cmsUsers: [CLERK],
    server: { authenticators: [authenticator], bounds: UNBOUNDED },
  });
});
afterAll(() => gateway.close());

async function ask(person: 'admin' | 'editor' | 'clerk' | 'public', query: string) {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(person !== 'public' && { authorization: `Bearer ${person}` }) },
    body: JSON.stringify({ query }),
  });
  return JSON.parse(await response.text());
}

test('rows that its asker may not read pass no filter across a link', async () => {
  const query = `{
    regions(level: STATE, whereArticles: { title: { _contains: "York" } }) { totalCount }
    others: regions(level: STATE, whereLinks: { not: { articles: { title: { _contains: "York" } } } }) { totalCount }
    all: regions(level: STATE) { totalCount }
  }`;
  const [admin, clerk] = [await ask('admin', query), await ask('clerk', query)];
  const all = property(admin.data.all, 'totalCount');
  expect(admin.data).toMatchObject({ regions: { totalCount: 1 }, others: { totalCount: Number(all) - 1 } });
  expect(clerk).toMatchObject({ data: { regions: { totalCount: 0 }, others: { totalCount: all } } });
  expect(clerk.errors).toBeUndefined();
});

test('a field that its asker may not read is no condition, whatever its value', async () => {
  const conditions = [
    'regions(level: STATE, whereArticles: { excerpt: { _nnull: true } }) { totalCount }',
    'regions(level: STATE, whereLinks: { not: { articles: { excerpt: { _contains: "no such text" } } } }) { totalCount }',
    'cmsArticles(whereSeries: { codes: ["BLS:CES3000000001"] }) { id }',
    'cmsArticles(whereLinks: { not: { row: { excerpt: { _contains: "no such text" } } } }) { id }',
  ];
  for (const condition of conditions) {
    const query = `{ found: ${condition} }`;
    const [admin, clerk] = [await ask('admin', query), await ask('clerk', query)];
    expect(admin.errors, condition).toBeUndefined();
    expect(clerk, condition).toMatchObject({
      data: { found: null },
      errors: [{ path: ['found'], extensions: { code: 'FORBIDDEN' } }],
    });
  }
});

test('the rows that pass a negation are those that its asker may read', async () => {
  const query = `{
    all: cmsArticlesAggregated { countAll }
    some: cmsArticlesAggregated(filter: { id: { _lt: 10 } }) { countAll }
    others: cmsArticlesAggregated(whereLinks: { not: { row: { id: { _lt: 10 } } } }) { countAll }
    about: cmsArticles(whereLinks: { not: { row: { id: { _lt: 0 } } }, region: { codes: ["US-36"] } }) { id }
  }`;
  const [admin, clerk] = [await ask('admin', query), await ask('clerk', query)];
  for (const { data } of [admin, clerk]) {
    expect(data.others[0].countAll).toBe(data.all[0].countAll - data.some[0].countAll);
  }
  expect([admin.data.about.length, clerk.data.about]).toEqual([1, []]);
});

test('without the scope of the CRM there are no filters by its records', async () => {
  const query = '{ regions(level: STATE, whereCompanies: { name: { startsWith: "H" } }) { totalCount } }';
  const composed = '{ regions(level: STATE, whereLinks: { companies: { name: { startsWith: "H" } } }) { totalCount } }';
  expect(await ask('admin', query)).toEqual({ data: { regions: { totalCount: 2 } } });
  expect(await ask('admin', composed)).toEqual({ data: { regions: { totalCount: 2 } } });
  for (const person of ['editor', 'public'] as const) {
    const { data, errors } = await ask(person, query);
    expect(data).toBeUndefined();
    expect(errors[0].message).toMatch(/^Unknown argument "whereCompanies"/);
    expect((await ask(person, composed)).errors[0].message).toMatch(/^Field "companies" is not defined by type/);
  }
});
