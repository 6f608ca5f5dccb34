import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo, startGateway, type TestGateway } from './gateway.ts';
import { createStitched } from './oracle/stitched/index.ts';

const SLUG = 'manufacturing-after-the-great-recession';

describe('links', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  async function data(query: string, variables: object = {}): Promise<unknown> {
    const { result } = await gateway.ask(query, variables, { staff: true });
    expect(result.errors).toBeUndefined();
    return result.data;
  }

  test('a client’s alias can hide what a link needs, and the link still finds it', async () => {
    const query = `{
      cmsArticleBySlug(slug: "${SLUG}") {
        seriesCodes: title
        regionCode: slug
        series { code }
        region { code: name }
      }
    }`;
    expect(await data(query)).toEqual({
      cmsArticleBySlug: {
        seriesCodes: 'Manufacturing after the Great Recession',
        regionCode: SLUG,
        series: [{ code: 'BLS:CES3000000001' }, { code: 'BLS:CES3100000001' }, { code: 'BLS:CES3200000001' }],
        region: { code: 'Michigan' },
      },
    });
  });

  test('one link twice, with different arguments, by variables and their defaults', async () => {
    const query = `query ($level: RegionLevel! = STATE, $id: UUID!) {
      crmCompany(id: $id) { a: region { code } b: region(level: $level) { code } c: region(level: PROVINCE) { code } }
    }`;
    expect(await data(query, { id: 'c0000000-0000-4000-8000-000000000014' })).toEqual({
      crmCompany: { a: { code: 'US-36061' }, b: { code: 'US-36' }, c: null },
    });
  });

  test('a number past its bound names no argument that the link does not have', async () => {
    const { result } = await gateway.ask('{ region(code: "US-26") { name articles(first: 101) { id } } }');
    expect(result).toMatchObject({
      data: { region: { name: 'Michigan', articles: null } },
      errors: [{ message: 'The number of rows must be 0 to 100, not 101.', path: ['region', 'articles'] }],
    });
  });

  test('one link twice, with different numbers, answered by stitching as by a plan', async () => {
    const query = `{
      crmCompany(id: "c0000000-0000-4000-8000-000000000012") { two: articles(first: 2) { id } one: articles(first: 1) { id } }
    }`;
    const result = await createStitched(gateway.generations.current.upstreams, demo.links)({ query });
    expect(result).toEqual({ data: { crmCompany: { two: [{ id: '25' }, { id: '24' }], one: [{ id: '25' }] } } });
    expect(await data(query)).toEqual(result.data);
  });

  test('a company whose point lies in no region is found by its province’s name', async () => {
    const query =
      '{ crmCompany(id: "c0000000-0000-4000-8000-000000000021") { name region(level: PROVINCE) { code } } }';
    expect(await data(query)).toEqual({ crmCompany: { name: 'Atlantic Shipyards', region: { code: 'CA-12' } } });
  });

  test('a company without an address stands nowhere', async () => {
    const query =
      '{ crmCompany(id: "c0000000-0000-4000-8000-000000000022") { region { code } s: region(level: STATE) { code } } }';
    expect(await data(query)).toEqual({ crmCompany: { region: null, s: null } });
  });

  test('links behind links, through all three upstreams and back', async () => {
    const query = `{
      region(code: "US-26") {
        articles(first: 1) { slug companies { name region(level: STATE) { code parent { code } articles(first: 1) { slug } } } }
      }
    }`;
    expect(await data(query)).toEqual({
      region: {
        articles: [
          {
            slug: expect.any(String),
            companies: expect.arrayContaining([
              {
                name: 'Motor City Components',
                region: { code: 'US-26', parent: null, articles: [{ slug: expect.any(String) }] },
              },
            ]),
          },
        ],
      },
    });
  });

  test('links of many-to-any blocks, each by its own fragment', async () => {
    const query = `{
      cmsPageBySlug(slug: "labour-market") {
        blocks {
          collection
          item {
            __typename
            ... on CmsBlockChart { title series { code latest { value } } }
            ... on CmsBlockMap { title indicator { code } }
            ... on CmsBlockCompanies { title companies { name } }
          }
        }
      }
    }`;
    await expect(`${JSON.stringify(await data(query), null, 2)}\n`).toMatchFileSnapshot('./__answers__/blocks.json');
  });

  test('what stands in a region, under two aliases and with nothing but its count', async () => {
    const query = `{
      california: region(code: "US-06") { companies { totalCount all: nodes { name } one: nodes(first: 1) { name: id } } }
      alaska: region(code: "US-02") { companies { totalCount } }
    }`;
    expect(await data(query)).toEqual({
      california: {
        companies: {
          totalCount: 3,
          all: [
            { name: 'Harbor Freight Analytics' },
            { name: 'Golden Gate Robotics' },
            { name: 'State Only Holdings' },
          ],
          one: [{ name: 'c0000000-0000-4000-8000-000000000001' }],
        },
      },
      alaska: { companies: { totalCount: 0 } },
    });
  });

  test('an argument out of bounds is an error at its own path', async () => {
    const query = '{ region(code: "US-06") { name companies { totalCount nodes(first: 1001) { id } } } }';
    const { result } = await gateway.ask(query, {}, { staff: true });
    expect(result).toEqual({
      data: { region: { name: 'California', companies: null } },
      errors: [
        {
          message: '"first" must be from 0 to 1000, not 1001.',
          path: ['region', 'companies', 'nodes'],
          locations: [{ line: 1, column: 55 }],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });
});

describe('links with the CMS down', () => {
  test('each parent of a batch has the error at its own path', async () => {
    const gateway = await startGateway({ down: 'directus' });
    const query = '{ regions(level: STATE, first: 3) { edges { node { name articles { title } } } } }';
    const { result } = await gateway.ask(query);
    await gateway.close();
    expect(result.errors?.map(({ path }) => path)).toEqual(
      [0, 1, 2].map((index) => ['regions', 'edges', index, 'node', 'articles']),
    );
    expect(result.data).toEqual({
      regions: { edges: ['Alabama', 'Alaska', 'American Samoa'].map((name) => ({ node: { name, articles: null } })) },
    });
  });
});
