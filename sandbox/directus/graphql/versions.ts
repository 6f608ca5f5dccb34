import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
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
  /** The key of a row of several collections is as present as it must be given. */
  const keyOf = (collection: string, name: string) => {
    const input = schema.getType(`create_${collection}_input`);
    const type = isInputObjectType(input) ? input.getFields()[name]?.type : undefined;
    return isNonNullType(type) ? new GraphQLNonNull(GraphQLString) : GraphQLString;
  };
  const asVersion = (type: GraphQLOutputType, collection: string, name: string): GraphQLOutputType => {
    const named = getNamedType(type);
    if (isUnionType(named)) return keyOf(collection, name);
    return isLeafType(named) || named.name.endsWith('_functions') || !isLeafType(json) ? type : json;
  };
  return mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => {
      const [, name = ''] = /^version_(.*)$/.exec(type.name) ?? [];
      const base = schema.getType(name);
      if (!isObjectType(base) || writes.has(name)) return undefined;
      const fields = Object.entries(base.toConfig().fields).map(([key, field]) => {
        const of = asVersion(field.type, name, key);
        return [key, of === field.type ? field : { type: of }];
      });
      return new GraphQLObjectType({ ...type.toConfig(), fields: Object.fromEntries(fields) });
    },
  });
}
