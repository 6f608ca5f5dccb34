import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Followed } from '../../upstream.ts';
import { fieldMapping, typeMapping } from './mapping.ts';

/** A collection whose changes Directus tells. */
export interface FollowedCollection extends Followed {
  readonly collection: string;
}

/**
 * The types whose rows a client can follow: those that are found one by one, by their key or as the only one, as far as
 * Directus has a subscription to their collection. It has none where its WebSockets are not enabled.
 * @param upstream Directus's own schema
 * @param schema the graph's, made of it
 */
export function followedOf(upstream: GraphQLSchema, schema: GraphQLSchema): readonly FollowedCollection[] {
  const told = upstream.getSubscriptionType()?.getFields() ?? {};
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    const mapping = fieldMapping(field);
    if (!isObjectType(type) || !('name' in mapping) || !(`${mapping.name}_mutated` in told)) return [];
    const isOne = mapping.kind === 'one';
    if (!isOne && !(mapping.kind === 'byValue' && mapping.field === typeMapping(type).key)) return [];
    const [argument] = field.args;
    return [
      {
        typeName: type.name,
        field: field.name,
        keyArgument: isOne ? undefined : argument?.name,
        collection: mapping.name,
      },
    ];
  });
}
