import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const staff = { staff: true };

describe('mutations of collections, for staff', () => {
  test('a created article shows at once, with its links', async () => {
    const create = `mutation {
      cmsCreateArticle(data: {
        slug: "seen-at-once", title: "Seen at once", author: { id: 1 }, status: "published", publishedAt: "2035-01-01T00:00:00Z"
        seriesCodes: ["BLS:CES3000000001"], regionCode: "US-06", companyIds: ["c0000000-0000-4000-8000-000000000001"]
      }) { id series { code } region { name } companies { name } }
    }`;
    const made = await gateway.ask(create, {}, staff);
    const links = {
      series: [{ code: 'BLS:CES3000000001' }],
      region: { name: 'California' },
      companies: [{ name: expect.any(String) }],
    };
    expect(made.result).toEqual({ data: { cmsCreateArticle: { id: expect.any(String), ...links } } });
    const seen = await gateway.ask(`{
      cmsArticleBySlug(slug: "seen-at-once") { title region { articles(first: 1) { slug } } }
      series(code: "BLS:CES3000000001") { articles(first: 1) { slug } }
    }`);
    expect(seen.result).toEqual({
      data: {
        cmsArticleBySlug: { title: 'Seen at once', region: { articles: [{ slug: 'seen-at-once' }] } },
        series: { articles: [{ slug: 'seen-at-once' }] },
      },
    });
    const remove = 'mutation($id: ID!) { cmsDeleteArticle(id: $id) }';
    const id = Object(made.result.data?.cmsCreateArticle).id;
    expect((await gateway.ask(remove, { id }, staff)).result).toEqual({ data: { cmsDeleteArticle: id } });
  });

  test('run in order across upstreams, and an error keeps its path and its input', async () => {
    const query = `mutation {
      first: cmsCreateTag(data: { name: "T", slug: "across" }) { name }
      second: cmsCreateTag(data: { name: "T", slug: "across" }) { name }
      crm: crmCreateCompany(data: { id: "c0000000-0000-4000-8000-000000009999", name: "C" }) { name }
      third: cmsCreateTag(data: { name: "T", slug: "across-too" }) { name }
    }`;
    expect((await gateway.ask(query, {}, staff)).result).toEqual({
      data: { first: { name: 'T' }, second: null, crm: { name: 'C' }, third: { name: 'T' } },
      errors: [
        {
          message: '`slug` of CmsTag must be unique: there is another one with this value.',
          locations: [{ line: 3, column: 7 }],
          path: ['second'],
          extensions: { code: 'BAD_USER_INPUT', upstream: 'directus', input: ['data', 'slug'] },
        },
      ],
    });
  });

  test('are not in the schema of anyone else, and neither are their inputs', async () => {
    const { result } = await gateway.ask('mutation { cmsDeleteTag(id: 1) }');
    expect(result.errors?.map(({ message }) => message)).toEqual([
      'Your schema has no mutations: send the credential of a caller who has them.',
    ]);
    const types = '{ __schema { mutationType { name } types { name } } }';
    const shown = (await gateway.ask(types)).result.data?.__schema as {
      mutationType: unknown;
      types: readonly { name: string }[];
    };
    expect(shown.mutationType).toBeNull();
    expect(shown.types.filter(({ name }) => /^Cms(Create|Update|Related)/.test(name))).toEqual([]);
  });
});
