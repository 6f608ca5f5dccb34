import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDirectus } from '../sandbox/directus/index.ts';
import type { Caller, Upstream, UpstreamCall } from '../subgraphs/contract/upstream.ts';
import { createDirectus } from '../subgraphs/directus/testing.ts';
import { execute } from '../subgraphs/testing/execute.ts';

const TOKEN = 'service-token';
const STAFF: Caller = { audience: 'internal' };

const calls: UpstreamCall[] = [];
let server: Awaited<ReturnType<typeof startDirectus>>;
let directus: Upstream;

beforeAll(async () => {
  server = await startDirectus({ token: TOKEN });
  directus = await createDirectus({ url: server.url, token: TOKEN, onCall: (call) => void calls.push(call) });
});
beforeEach(() => {
  calls.length = 0;
});
afterAll(async () => {
  await directus.close();
  await server.close();
});

/** The answer, as a client gets it: over JSON. */
async function ask(query: string, variables: Record<string, unknown> = {}, caller = STAFF): Promise<unknown> {
  const answer = await execute(directus, { document: parse(query), variables, context: { caller } });
  return JSON.parse(JSON.stringify(answer));
}

/** What was sent: the method and path of a write, `query` for a read. */
const sent = () => calls.map(({ text }) => (text.startsWith('query') ? 'query' : text));

const refused = (field: string, input: readonly (string | number)[], message: string) => ({
  data: { [field]: null },
  errors: [{ message, path: [field], extensions: { code: 'BAD_USER_INPUT', upstream: 'directus', input } }],
});

describe('mutations of collections, for staff', () => {
  it('run one after another, in order, each read as a query would be', async () => {
    const query = `mutation($tags: [CmsRelatedArticleTagInput!], $day: DateTime) {
      __typename
      made: cmsCreateArticle(data: {
        slug: "in-order", title: "First", author: { id: 1 }, publishedAt: $day, seriesCodes: ["BLS:CES0000000001"], tags: $tags
      }) {
        title: slug slug: title
        author { __typename }
        publishedAt
        seriesCodes
        tags { tag { ...Tag } }
        none: tags(limit: 0) { id }
      }
      again: cmsCreateArticle(data: { slug: "in-order", title: "Twice", author: { id: 1 } }) { id }
      tag: cmsCreateTag(data: { name: "After", slug: "after" }) { ...Tag }
    } fragment Tag on CmsTag { name }`;
    const tags = [{ tag: { id: '1' } }, { tag: { name: 'Fresh', slug: 'fresh' } }];
    expect(await ask(query, { tags, day: '2024-05-06T09:08:07+02:00' })).toEqual({
      data: {
        __typename: 'Mutation',
        made: {
          title: 'in-order',
          slug: 'First',
          author: { __typename: 'CmsAuthor' },
          publishedAt: '2024-05-06T07:08:07.000Z',
          seriesCodes: ['BLS:CES0000000001'],
          tags: [{ tag: { name: 'Manufacturing' } }, { tag: { name: 'Fresh' } }],
          none: [],
        },
        again: null,
        tag: { name: 'After' },
      },
      errors: [
        {
          message: '`slug` of CmsArticle must be unique: there is another one with this value.',
          path: ['again'],
          extensions: { code: 'BAD_USER_INPUT', upstream: 'directus', input: ['data', 'slug'] },
        },
      ],
    });
    expect(sent()).toEqual([
      'POST /items/cms_articles?fields=id',
      'query',
      'POST /items/cms_articles?fields=id',
      'POST /items/cms_tags?fields=id',
      'query',
    ]);
  });

  it('map names both ways in inputs, nested ones too', async () => {
    await ask(`mutation {
      cmsCreatePage(data: { slug: "mapped", title: "P", blocks: [{ collection: "CmsBlockMap", item: 1, sort: 1 }] }) { id }
      cmsCreateBlockChart(data: { seriesCode: "A:1", rangeFrom: "2020-02-03" }) { id }
      cmsCreateAuthor(data: { name: "A", jobTitle: "Editor", articles: [] }) { id }
    }`);
    const bodies = calls.filter(({ text }) => text.startsWith('POST')).map(({ variables }) => variables);
    expect(bodies).toEqual([
      { slug: 'mapped', title: 'P', blocks: [{ collection: 'cms_block_map', item: '1', sort: 1 }] },
      { series_code: 'A:1', range_from: '2020-02-03' },
      { name: 'A', job_title: 'Editor', articles: [] },
    ]);
  });

  it('write many rows or none, and answer in the order of the keys', async () => {
    const create = `mutation($data: [CmsCreateTagInput!]!) { cmsCreateTags(data: $data) { id slug } }`;
    const data = [10, 20, 30].map((id) => ({ id: String(900 + id), name: `T${id}`, slug: `t-${id}` }));
    const fresh = { name: 'Without a key', slug: 't-fresh' };
    const [last, ...others] = data.toReversed();
    expect(await ask(create, { data: [last, fresh, ...others] })).toEqual({
      data: {
        cmsCreateTags: [
          { id: '930', slug: 't-30' },
          { id: expect.any(String), slug: 't-fresh' },
          { id: '920', slug: 't-20' },
          { id: '910', slug: 't-10' },
        ],
      },
    });
    const taken = [
      { name: 'Other', slug: 'other' },
      { name: 'Maps', slug: 'maps' },
    ];
    expect(await ask(create, { data: taken })).toEqual(
      refused(
        'cmsCreateTags',
        ['data', 1, 'slug'],
        '`slug` of CmsTag must be unique: there is another one with this value.',
      ),
    );
    const change = 'mutation { cmsUpdateTags(ids: [920, 910, 920], data: { name: "Same" }) { id name } }';
    expect(await ask(change)).toEqual({
      data: { cmsUpdateTags: ['920', '910', '920'].map((id) => ({ id, name: 'Same' })) },
    });
    expect(await ask('mutation { cmsDeleteTags(ids: [910, 930, 910]) cmsDeleteTag(id: 920) }')).toEqual({
      data: { cmsDeleteTags: ['910', '930'], cmsDeleteTag: '920' },
    });
    expect(await ask('{ cmsTags(filter: { id: { _in: [910, 920, 930] } }) { id } }')).toEqual({
      data: { cmsTags: [] },
    });
  });

  it('ask nothing of Directus where there is nothing to write', async () => {
    const query = `mutation {
      cmsCreateTags(data: []) { id }
      cmsUpdateTags(ids: [], data: { name: "x" }) { id }
      cmsDeleteTags(ids: [])
    }`;
    expect(await ask(query)).toEqual({ data: { cmsCreateTags: [], cmsUpdateTags: [], cmsDeleteTags: [] } });
    expect(calls).toEqual([]);
  });

  it('change a singleton', async () => {
    const query = 'mutation { cmsUpdateSiteSettings(data: { tagline: "Changed" }) { tagline } }';
    expect(await ask(query)).toEqual({ data: { cmsUpdateSiteSettings: { tagline: 'Changed' } } });
  });

  it('take a value away by null, and leave what is not given', async () => {
    const query = `mutation {
      cmsUpdateArticle(id: 2, data: { cover: null, regionCode: null, tags: [] }) { cover { id } regionCode tags { id } slug }
    }`;
    expect(await ask(query)).toEqual({
      data: { cmsUpdateArticle: { cover: null, regionCode: null, tags: [], slug: expect.any(String) } },
    });
  });

  it('need no value where the content model has a default', async () => {
    const created = 'excerpt body seriesCodes tags { sort } publishedAt';
    const data = 'slug: "defaults", title: "D", author: { id: 1 }, tags: [{ tag: { id: 1 } }]';
    expect(await ask(`mutation { made: cmsCreateArticle(data: { ${data} }) { ${created} } }`)).toEqual({
      data: { made: { excerpt: '', body: '', seriesCodes: [], tags: [{ sort: 0 }], publishedAt: expect.any(String) } },
    });
  });
});

describe('Directus’s own permissions and validation errors, mapped to the input path', () => {
  const create = (data: string) =>
    ask(`mutation { cmsCreateArticle(data: { slug: "refused", title: "R", ${data} }) { id } }`);
  const AUTHOR = 'author: { id: 1 }';

  it.each([
    ['author: { id: 999 }', ['author'], '`author` of CmsArticle refers to a row that does not exist.'],
    ['author: { jobTitle: "x" }', ['author', 'name'], '`name` of CmsAuthor must have a value.'],
    [
      `${AUTHOR}, tags: [{ tag: { id: 1 } }, { tag: { name: "x" } }]`,
      ['tags', 1, 'tag', 'slug'],
      '`slug` of CmsTag must have a value.',
    ],
    [
      `${AUTHOR}, tags: [{ tag: { name: "x", slug: "maps" } }]`,
      ['tags', 0, 'tag', 'slug'],
      '`slug` of CmsTag must be unique: there is another one with this value.',
    ],
    [
      `${AUTHOR}, tags: [{ tag: { name: "x", slug: "Bad Slug" } }]`,
      ['tags', 0, 'tag', 'slug'],
      "`slug` of CmsTag is invalid: Value doesn't have the correct format.",
    ],
    [
      `${AUTHOR}, regionCode: "nowhere"`,
      ['regionCode'],
      "`regionCode` of CmsArticle is invalid: Value doesn't have the correct format.",
    ],
    [
      `author: { name: "A", jobTitle: "${'x'.repeat(256)}" }`,
      ['author', 'jobTitle'],
      '`jobTitle` of CmsAuthor is too long.',
    ],
    [
      `${AUTHOR}, tags: [{ tag: { name: "x" } }, { tag: { name: "y" } }]`,
      ['tags'],
      '`slug` of CmsTag must have a value.',
    ],
    ['excerpt: "x"', ['author'], '`author` of CmsArticle must have a value.'],
    ['cover: "nope"', ['cover'], '"nope" is not a valid key.'],
    ['id: "99999999999"', ['id'], '"99999999999" is not a valid key.'],
  ])('%s', async (data, path, message) => {
    expect(await create(data)).toEqual(refused('cmsCreateArticle', ['data', ...path], message));
  });

  it('a type that a relation cannot lead to', async () => {
    const query = 'mutation { cmsCreatePageBlock(data: { collection: "CmsTag", item: 1 }) { id } }';
    const types = 'CmsBlockChart, CmsBlockCompanies, CmsBlockMap, CmsBlockRichtext';
    expect(await ask(query)).toEqual(
      refused('cmsCreatePageBlock', ['data', 'collection'], `"CmsTag" is not one of its types: ${types}.`),
    );
  });

  it('null where a value must be', async () => {
    expect(await ask('mutation { cmsUpdateArticle(id: 1, data: { title: null }) { id } }')).toEqual(
      refused('cmsUpdateArticle', ['data', 'title'], '`title` of CmsArticle must have a value.'),
    );
  });

  it('a row that is not there, in the graph’s names', async () => {
    const query = `mutation {
      cmsUpdateArticle(id: 99999, data: { regionCode: "US" }) { id }
      cmsDeleteArticles(ids: [1, 99999])
      cmsDeleteTag(id: "none")
    }`;
    const forbidden = (path: string, message: string) => ({
      message: `You don't have ${message} or it does not exist.`,
      path: [path],
      extensions: { code: 'FORBIDDEN', upstream: 'directus' },
    });
    expect(await ask(query)).toEqual({
      data: { cmsUpdateArticle: null, cmsDeleteArticles: null, cmsDeleteTag: null },
      errors: [
        forbidden(
          'cmsUpdateArticle',
          'permissions to perform "update" for the field(s) "regionCode" in collection "CmsArticle"',
        ),
        {
          message: 'You may not delete the CmsArticle with the key "99999", or Directus does not have it.',
          path: ['cmsDeleteArticles'],
          extensions: { code: 'FORBIDDEN', upstream: 'directus' },
        },
        {
          message: '"none" is not a valid key.',
          path: ['cmsDeleteTag'],
          extensions: { code: 'BAD_USER_INPUT', upstream: 'directus', input: ['id'] },
        },
      ],
    });
    expect(await ask('{ cmsArticle(id: 1) { id } }')).toEqual({ data: { cmsArticle: { id: '1' } } });
  });

  it('a caller who may not write', async () => {
    expect(await ask('mutation { cmsDeleteTag(id: 1) }', {}, { audience: 'public' })).toEqual({
      data: { cmsDeleteTag: null },
      errors: [
        {
          message: 'You don\'t have permission to access collection "CmsTag" or it does not exist. Queried in root.',
          path: ['cmsDeleteTag'],
          extensions: { code: 'FORBIDDEN', upstream: 'directus' },
        },
      ],
    });
  });

  it('more rows than it takes', async () => {
    const ids = Array.from({ length: 1001 }, (_, index) => String(index));
    const query = 'mutation($ids: [ID!]!) { cmsDeleteTags(ids: $ids) }';
    expect(await ask(query, { ids })).toMatchObject({
      data: { cmsDeleteTags: null },
      errors: [{ path: ['cmsDeleteTags'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(calls).toEqual([]);
  });
});
