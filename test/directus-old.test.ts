import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import {
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus } from '../sandbox/directus/index.ts';
import type { Upstream } from '../subgraphs/contract/upstream.ts';

import { committedDirectusSchema, createDirectus, demoNaming, directusSchema } from '../subgraphs/directus/testing.ts';
import { execute } from '../subgraphs/testing/execute.ts';

/** Directus's schema as it was before 11.13: a condition on a to-many relation is one on a row, without `_some` and `_none`. */
function withoutQuantifiers(schema: GraphQLSchema): GraphQLSchema {
  return pruneSchema(
    mapSchema(schema, {
      [MapperKind.INPUT_OBJECT_FIELD]: (field) => {
        const { name } = getNamedType(field.type);
        const type = schema.getType(name.replace('_quantifier_filter', '_filter'));
        return name.endsWith('_quantifier_filter') && isInputObjectType(type) ? { ...field, type } : field;
      },
    }),
  );
}

/** The conditions on to-many relations in the filters of a graph's types. */
function conditionsOnLists(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const filter = schema.getType(`${type.name}Filter`);
    if (!isObjectType(type) || !isInputObjectType(filter)) return [];
    const conditions = Object.keys(filter.getFields());
    const lists = Object.values(type.getFields()).filter((field) => {
      return isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
    });
    return lists.filter(({ name }) => conditions.includes(name)).map(({ name }) => `${filter.name}.${name}`);
  });
}

describe('over a Directus that has no quantifiers, where a setting insists on it', () => {
  let server: Awaited<ReturnType<typeof startDirectus>>;
  let directus: Upstream;

  beforeAll(async () => {
    const schema = withoutQuantifiers(committedDirectusSchema());
    server = await startDirectus({ token: 'service', version: '10.13.4', schema });
    directus = await createDirectus({ url: server.url, token: 'service' });
  });
  afterAll(async () => {
    await directus.close();
    await server.close();
  });

  it('the graph has no conditions on to-many relations, which would count rows several times', async () => {
    expect(conditionsOnLists(directusSchema(committedDirectusSchema(), demoNaming))).toContain('CmsArticleFilter.tags');
    expect(directus.schemaFrom).toBe('live');
    expect(directus.unsupported).toContain('10.13.4');
    expect(conditionsOnLists(directus.schema)).toEqual([]);
  });

  it.each([
    [
      '{ cmsArticlesAggregated(filter: { tags: { tag: { slug: { _eq: "maps" } } } }) { sum { id } } }',
      'CmsArticleFilter',
    ],
    ['{ cmsArticles(filter: { author: { articles: { id: { _gt: 1 } } } }) { id } }', 'CmsAuthorFilter'],
  ])('%s is refused', (query, filter) => {
    const [error] = validate(directus.schema, parse(query));
    expect(error?.message).toContain(`is not defined by type "${filter}"`);
  });

  it('conditions on values and on to-one relations are there', async () => {
    const query = '{ cmsArticlesAggregated(filter: { author: { id: { _eq: 2 } } }) { countAll count { id } } }';
    const context = { caller: { audience: 'internal' } } as const;
    const answer = await execute(directus, { document: parse(query), context });
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      data: { cmsArticlesAggregated: [{ countAll: 19, count: { id: 19 } }] },
    });
  });
});
