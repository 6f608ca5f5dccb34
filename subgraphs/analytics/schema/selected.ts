import { collectSubFields } from '@graphql-tools/utils';
import { type FieldNode, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';

/**
 * The names of the fields that a query asks of what is at some fields below the one that is being resolved: `'regions',
 * 'region'` of a map. Fragments are spread, and what `@skip` and `@include` leave out is not among them.
 */
export function selectedFields(info: GraphQLResolveInfo, ...below: readonly string[]): ReadonlySet<string> {
  let type = getNamedType(info.returnType);
  let nodes: FieldNode[] = [...info.fieldNodes];
  for (const name of below) {
    nodes = fieldsOf(nodes).filter((node) => node.name.value === name);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`${type} has no field ${name}.`);
    type = getNamedType(field.type);
  }
  return new Set(fieldsOf(nodes).map(({ name }) => name.value));

  function fieldsOf(parents: FieldNode[]): FieldNode[] {
    if (!isObjectType(type)) return [];
    const { schema, fragments, variableValues } = info;
    const variables = { coerced: variableValues, sources: {} };
    return [...collectSubFields(schema, fragments, variables, type, parents).fields.values()].flat();
  }
}
