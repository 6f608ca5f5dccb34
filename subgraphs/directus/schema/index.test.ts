import {
  buildSchema,
  type GraphQLNamedType,
  GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  printType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { DirectusNaming } from '../naming.ts';
import { committedDirectusSchema, demoNaming, directusSchema } from '../testing.ts';
import { lookupsOf } from './index.ts';

const schema = directusSchema(committedDirectusSchema(), demoNaming);

/** A type as SDL, without descriptions. */
function sdl(name: string): string {
  const type = schema.getType(name);
  if (!type) throw new Error(`No type ${name}.`);
  return printType(type)
    .replaceAll(/^ *"""(.|\n)*?"""\n/gm, '')
    .replaceAll(/\n\n+/g, '\n');
}

describe('the graph of the project’s content', () => {
  it('has articles', () => {
    expect(sdl('CmsArticle')).toMatchInlineSnapshot(`
      "type CmsArticle {
        author: CmsAuthor
        body: String
        companyIds: [String]
        cover: CmsFile
        excerpt: String
        id: ID!
        internalNote: String
        publishedAt: DateTime
        publishedAtFunc: CmsDatetimeFunctions
        regionCode: String
        seriesCodes: [String]
        slug: String
        status: String
        tags(
          filter: CmsArticleTagFilter
          sort: [CmsArticleTagSort!]
          limit: Int = 100
          offset: Int
          page: Int
          search: String
        ): [CmsArticleTag!]
        tagsFunc: CmsCountFunctions
        title: String
      }"
    `);
  });

  it('has files, with a URL and without what is Directus’s own business', () => {
    expect(sdl('CmsFile')).toMatchInlineSnapshot(`
      "type CmsFile {
        description: String
        duration: Int
        filenameDownload: String
        filesize: BigInt
        height: Int
        id: ID!
        modifiedOn: DateTime
        modifiedOnFunc: CmsDatetimeFunctions
        title: String
        type: String
        uploadedOn: DateTime
        uploadedOnFunc: CmsDatetimeFunctions
        width: Int
        url(
          width: Int
          height: Int
          fit: CmsFileFit
          format: CmsFileFormat
          quality: Int
        ): URL
      }"
    `);
  });

  it('has many-to-any blocks', () => {
    expect(sdl('CmsPageBlock')).toMatchInlineSnapshot(`
      "type CmsPageBlock {
        collection: String
        id: ID!
        item: CmsPageBlockItem
        page: CmsPage
        sort: Int
      }"
    `);
    expect(sdl('CmsPageBlockItem')).toMatchInlineSnapshot(
      `"union CmsPageBlockItem = CmsBlockChart | CmsBlockCompanies | CmsBlockMap | CmsBlockRichtext"`,
    );
    expect(sdl('CmsBlockChart')).toMatchInlineSnapshot(`
      "type CmsBlockChart {
        id: ID!
        rangeFrom: Date
        rangeFromFunc: CmsDateFunctions
        rangeTo: Date
        rangeToFunc: CmsDateFunctions
        seriesCode: String
        title: String
      }"
    `);
    expect(sdl('CmsPageBlockFilter')).toMatchInlineSnapshot(`
      "input CmsPageBlockFilter {
        _not: CmsPageBlockFilter
        _and: [CmsPageBlockFilter]
        _or: [CmsPageBlockFilter]
        itemCmsBlockChart: CmsBlockChartFilter
        itemCmsBlockCompanies: CmsBlockCompaniesFilter
        itemCmsBlockMap: CmsBlockMapFilter
        itemCmsBlockRichtext: CmsBlockRichtextFilter
        collection: CmsStringFilterOperators
        id: CmsNumberFilterOperators
        page: CmsPageFilter
        sort: CmsNumberFilterOperators
      }"
    `);
  });

  it('has groups of columns alone', () => {
    expect(sdl('CmsArticleTagSort')).toMatchInlineSnapshot(`
      "enum CmsArticleTagSort {
        ID_ASC
        ID_DESC
        SORT_ASC
        SORT_DESC
      }"
    `);
    expect(sdl('CmsAuthorAggregated')).toMatchInlineSnapshot(`
      "type CmsAuthorAggregated {
        group: JSON
        countAll: Int
        avg: CmsAuthorAggregatedFields
        avgDistinct: CmsAuthorAggregatedFields
        count: CmsAuthorAggregatedCount
        countDistinct: CmsAuthorAggregatedCount
        max: CmsAuthorAggregatedFields
        min: CmsAuthorAggregatedFields
        sum: CmsAuthorAggregatedFields
        sumDistinct: CmsAuthorAggregatedFields
      }"
    `);
    expect(sdl('CmsAuthorAggregatedCount')).toMatchInlineSnapshot(`
      "type CmsAuthorAggregatedCount {
        avatar: Int
        bio: Int
        id: Int
        jobTitle: Int
        name: Int
      }"
    `);
    expect(sdl('CmsTagGroupBy')).toMatchInlineSnapshot(`
      "enum CmsTagGroupBy {
        ID
        NAME
        SLUG
      }"
    `);
  });

  it('has operators in the graph’s scalars', () => {
    expect(sdl('CmsBigIntFilterOperators')).toMatchInlineSnapshot(`
      "input CmsBigIntFilterOperators {
        _between: [BigInt]
        _eq: BigInt
        _gt: BigInt
        _gte: BigInt
        _in: [BigInt]
        _lt: BigInt
        _lte: BigInt
        _nbetween: [BigInt]
        _neq: BigInt
        _nin: [BigInt]
        _nnull: Boolean
        _null: Boolean
      }"
    `);
    expect(sdl('CmsDateFilterOperators')).toMatchInlineSnapshot(`
      "input CmsDateFilterOperators {
        _between: [String]
        _eq: String
        _gt: String
        _gte: String
        _in: [String]
        _lt: String
        _lte: String
        _nbetween: [String]
        _neq: String
        _nin: [String]
        _nnull: Boolean
        _null: Boolean
      }"
    `);
  });

  it('has these root fields', () => {
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toMatchInlineSnapshot(`
      [
        "cmsArticles",
        "cmsArticle",
        "cmsArticleContentVersions",
        "cmsArticleBySlug",
        "cmsArticlesAggregated",
        "cmsArticlesByIds",
        "cmsArticlesByRegionCode",
        "cmsArticlesBySeriesCodes",
        "cmsArticlesByCompanyIds",
        "cmsArticleTagsByIds",
        "cmsAuthors",
        "cmsAuthor",
        "cmsAuthorContentVersions",
        "cmsAuthorsAggregated",
        "cmsAuthorsByIds",
        "cmsBlockChartsByIds",
        "cmsBlockCompaniesListByIds",
        "cmsBlockMapsByIds",
        "cmsBlockRichtextsByIds",
        "cmsPages",
        "cmsPage",
        "cmsPageContentVersions",
        "cmsPageBySlug",
        "cmsPagesAggregated",
        "cmsPagesByIds",
        "cmsPageBlocksByIds",
        "cmsSiteSettings",
        "cmsTags",
        "cmsTag",
        "cmsTagContentVersions",
        "cmsTagBySlug",
        "cmsTagsAggregated",
        "cmsTagsByIds",
      ]
    `);
  });

  it('marks the root fields that links alone use', () => {
    expect(lookupsOf(schema)).toMatchInlineSnapshot(`
      [
        "cmsArticlesByIds",
        "cmsArticlesByRegionCode",
        "cmsArticlesBySeriesCodes",
        "cmsArticlesByCompanyIds",
        "cmsArticleTagsByIds",
        "cmsAuthorsByIds",
        "cmsBlockChartsByIds",
        "cmsBlockCompaniesListByIds",
        "cmsBlockMapsByIds",
        "cmsBlockRichtextsByIds",
        "cmsPagesByIds",
        "cmsPageBlocksByIds",
        "cmsTagsByIds",
      ]
    `);
  });

  it('keeps Directus’s words as the values of enums', () => {
    const sort = schema.getType('CmsArticleSort');
    const groupBy = schema.getType('CmsArticleGroupBy');
    expect(isEnumType(sort) && sort.getValue('PUBLISHED_AT_DESC')?.value).toBe('-published_at');
    expect(isEnumType(groupBy) && groupBy.getValue('PUBLISHED_AT_YEAR')?.value).toBe('year(published_at)');
  });

  it('describes everything that it defines', () => {
    const roots = ['Query', 'Mutation'];
    const own = Object.values(schema.getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type) && !roots.includes(type.name),
    );
    expect(own.flatMap(undescribed)).toEqual([]);
  });

  it('lets no scalar of Directus through', () => {
    const names = Object.keys(schema.getTypeMap());
    expect(names.filter((name) => /^(GraphQL|Hash|Void)|_/.test(name) && !name.startsWith('__'))).toEqual([]);
  });
});

function undescribed(type: GraphQLNamedType): string[] {
  const missing = type.description ? [] : [type.name];
  if (isEnumType(type)) {
    const values = type.getValues().filter((value) => !value.description);
    return [...missing, ...values.map(({ name }) => `${type.name}.${name}`)];
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => !field.description);
    return [...missing, ...fields.map(({ name }) => `${type.name}.${name}`)];
  }
  if (!isObjectType(type)) return missing;
  const fields = Object.values(type.getFields()).flatMap((field) => [
    ...(field.description ? [] : [`${type.name}.${field.name}`]),
    ...field.args.filter((argument) => !argument.description).map(({ name }) => `${type.name}.${field.name}(${name})`),
  ]);
  return [...missing, ...fields];
}

describe('another deployment', () => {
  const directus = (types: string) => buildSchema(`scalar Date\n${types}`);
  const shop = (fields: string) => `
    type Query { shop_products(filter: shop_products_filter, limit: Int): [shop_products!]! }
    type shop_products { id: ID! ${fields} }
    input shop_products_filter { id: id_filter_operators }
    input id_filter_operators { _eq: ID }`;
  const naming: DirectusNaming = { prefix: 'Shop', collectionPrefix: 'shop_', collections: {} };

  it('gets types and root fields by the rule', () => {
    const graph = directusSchema(directus(shop('made_on: Date')), naming);
    expect(graph.getType('ShopProduct')).toBeInstanceOf(GraphQLObjectType);
    expect(Object.keys(graph.getQueryType()?.getFields() ?? {})).toEqual([
      'shopProducts',
      'shopProduct',
      'shopProductsByIds',
    ]);
  });

  it('has no root fields where nothing joins it', () => {
    expect(directusSchema(buildSchema('type Query { ping: String }'), demoNaming).getQueryType()).toBeUndefined();
  });
});
