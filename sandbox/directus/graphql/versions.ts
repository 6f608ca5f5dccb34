import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';

/**
 * The types of versions as Directus shows them to who may not write: by what can be read, not by what can be written.
 * What is related is bare JSON.
 * @param writes the collections that may be written
 */
export function withReadOnlyVersions(schema: GraphQLSchema, writes: ReadonlySet<string>): GraphQLSchema {
  const json = schema.getType('JSON');
  const asVersion = (type: GraphQLOutputType): GraphQLOutputType => {
    const named = getNamedType(type);
    if (isUnionType(named)) return GraphQLString;
    return isLeafType(named) || named.name.endsWith('_functions') || !isLeafType(json) ? type : json;
  };
  return mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => {
      const [, name = ''] = /^version_(.*)$/.exec(type.name) ?? [];
      const base = schema.getType(name);
      if (!isObjectType(base) || writes.has(name)) return undefined;
      const fields = Object.entries(base.toConfig().fields).map(([name, field]) => {
        const of = asVersion(field.type);
        return [name, of === field.type ? field : { type: of }];
      });
      return new GraphQLObjectType({ ...type.toConfig(), fields: Object.fromEntries(fields) });
    },
  });
}
