import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isObjectType,
} from 'graphql';

/**
 * Returns the names of the fields that a query selects at a path below the field that is being resolved: `'regions',
 * 'region'` of a map. It follows fragments, `@skip` and `@include`.
 */
export function selectedFields(info: GraphQLResolveInfo, ...below: readonly string[]): ReadonlySet<string> {
  let type = getNamedType(info.returnType);
  let nodes: FieldNode[] = [...info.fieldNodes];
  for (const name of below) {
    nodes = subFields(info, type, nodes).filter((node) => node.name.value === name);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`${type} has no field ${name}.`);
    type = getNamedType(field.type);
  }
  return new Set(subFields(info, type, nodes).map(({ name }) => name.value));
}

/** A field that a query selects. */
export interface SelectedField {
  readonly name: string;
  /** Returns the coerced arguments. Throws GraphQLError if they are invalid. */
  args(): Readonly<Record<string, unknown>>;
}

/** Returns the fields that a query selects on the result of the resolver, without `__typename`. */
export function selectedWithArgs(info: GraphQLResolveInfo): SelectedField[] {
  const type = getNamedType(info.returnType);
  return subFields(info, type, info.fieldNodes).flatMap((node) => {
    const name = node.name.value;
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    return field ? { name, args: () => getArgumentValues(field, node, info.variableValues) } : [];
  });
}

function subFields(info: GraphQLResolveInfo, type: GraphQLNamedType, parents: readonly FieldNode[]): FieldNode[] {
  if (!isObjectType(type)) return [];
  const { schema, fragments, variableValues } = info;
  const variables = { coerced: variableValues, sources: {} };
  return [...collectSubFields(schema, fragments, variables, type, [...parents]).fields.values()].flat();
}
