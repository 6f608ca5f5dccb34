import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

function post(query: string, authorization?: string): Promise<Response> | Response {
  return gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify({ query }),
  });
}

describe('who asks', () => {
  test.for([
    [
      'an unknown token',
      'Bearer not-the-staff-token',
      'CREDENTIAL_UNKNOWN',
      'The token is unknown: correct it, or omit the Authorization header.',
    ],
    [
      'another scheme',
      `Basic ${STAFF_TOKEN}`,
      'CREDENTIAL_MALFORMED',
      'The Authorization header must read "Bearer <token>".',
    ],
    ['an empty token', 'Bearer', 'CREDENTIAL_MALFORMED', 'The Authorization header must read "Bearer <token>".'],
  ] as const)('%s is 401, never anonymous', async ([, authorization, code, message]) => {
    const response = await post('{ __typename }', authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="chronos-graph"');
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code } }] });
  });

  test('no credential is anonymous', async () => {
    const response = await post('{ __typename }');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('what the public may know of', () => {
  const TYPES =
    '{ __schema { mutationType { name } types { name fields { name } inputFields { name } enumValues { name } } } }';

  interface Introspected {
    data: { __schema: { mutationType: unknown; types: Record<string, string | { name: string }[] | null>[] } };
  }

  async function coordinates(authorization?: string): Promise<string[]> {
    const response = await post(TYPES, authorization);
    const { data }: Introspected = JSON.parse(await response.text());
    const own = data.__schema.types.filter(({ name }) => !String(name).startsWith('__'));
    return own.flatMap(({ name, fields, inputFields, enumValues }) =>
      [fields, inputFields, enumValues].flatMap((members) =>
        Array.isArray(members) ? members.map((member) => `${name}.${member.name}`) : [],
      ),
    );
  }

  const PRIVATE = /crm|internalNote|INTERNAL_NOTE|^Cms\w*\.(status|STATUS)|^Mutation|CompaniesInRegion|Ingestion/i;

  test('nothing of the CRM, of drafts, of internal notes or of how data came in: ingestionRuns are for staff', async () => {
    expect((await coordinates()).filter((coordinate) => PRIVATE.test(coordinate))).toEqual([]);
  });

  test('staff know of them', async () => {
    const all = await coordinates(`Bearer ${STAFF_TOKEN}`);
    expect(all).toEqual(
      expect.arrayContaining([
        'Query.crmCompany',
        'CmsArticle.internalNote',
        'CmsArticle.status',
        'Query.ingestionRuns',
      ]),
    );
  });

  test('lookups of links are nobody’s', async () => {
    const all = await coordinates(`Bearer ${STAFF_TOKEN}`);
    expect(
      all.filter((coordinate) => /^Query\.\w+By(Ids|Codes|RegionCode|SeriesCodes|CompanyIds)$/.test(coordinate)),
    ).toEqual([]);
  });

  test('drafts are staff’s alone', async () => {
    const draft = '{ cmsArticleBySlug(slug: "draft-county-ranking-revision") { slug } }';
    expect((await gateway.ask(draft)).result).toEqual({ data: { cmsArticleBySlug: null } });
    expect((await gateway.ask(draft, {}, { staff: true })).result).toEqual({
      data: { cmsArticleBySlug: { slug: 'draft-county-ranking-revision' } },
    });
  });
});

describe('next to the graph', () => {
  test('GET /healthz says that the process serves', async () => {
    expect((await gateway.fetch('http://gateway/healthz')).status).toBe(200);
  });

  test('a browser at /graphql gets GraphiQL with the five views as tabs, from nowhere else', async () => {
    const response = await gateway.fetch('http://gateway/graphql', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    const html = await response.text();
    const operations = [...html.matchAll(/\\nquery (\w+)/g)].map(([, name]) => name);
    expect(operations).toEqual(['Home', 'ArticlePage', 'RegionDashboard', 'Choropleth', 'CompanyProfile']);
    expect(html).not.toMatch(/(?:src|href)="https?:/);
  });
});
