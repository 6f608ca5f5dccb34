import { rewireTypes } from '@graphql-tools/utils';
import {
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  isIntrospectionType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { checkingScalar } from './scalars.ts';

/**
 * Merges the schemas of upstreams into one: an object type of several, such as Query, has the fields of all.
 * @param descriptions of types, in place of the upstreams' own
 * @throws Error where upstreams have different types with the same name
 */
export function mergeUpstreams(
  upstreams: readonly Pick<Upstream, 'schema'>[],
  descriptions: ReadonlyMap<string, string>,
): GraphQLSchema {
  const merged = new Map<string, GraphQLNamedType>();
  for (const type of upstreams.flatMap(({ schema }) => Object.values(schema.getTypeMap()))) {
    if (isIntrospectionType(type)) continue;
    merged.set(type.name, mergeTypes(merged.get(type.name), type, descriptions.get(type.name)));
  }
  const { typeMap } = rewireTypes(Object.fromEntries(merged), []);
  const objectOf = (name: string) => (isObjectType(typeMap[name]) ? typeMap[name] : null);
  return new GraphQLSchema({
    query: objectOf('Query'),
    mutation: objectOf('Mutation'),
    types: Object.values(typeMap),
    assumeValid: true,
  });
}

function mergeTypes(known: GraphQLNamedType | undefined, type: GraphQLNamedType, description: string | undefined) {
  if (isScalarType(type) && (!known || isScalarType(known))) return checkingScalar(type);
  if (!known && description === undefined) return type;
  if ((known && !isObjectType(known)) || !isObjectType(type)) {
    throw new Error(`Several upstreams have a type ${type.name}: rename one by the naming in the deployment's file.`);
  }
  const [before, config] = [known?.toConfig(), type.toConfig()];
  return new GraphQLObjectType({
    ...config,
    description: description ?? config.description ?? before?.description,
    fields: { ...before?.fields, ...config.fields },
  });
}
