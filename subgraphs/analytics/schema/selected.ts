import { collectSubFields } from '@graphql-tools/utils';
import { type FieldNode, type GraphQLResolveInfo, getArgumentValues, getNamedType, isObjectType } from 'graphql';

/** A field that a query selects. */
export interface SelectedField {
  readonly name: string;
  /** Returns the coerced arguments. Throws GraphQLError if they are invalid. */
  args(): Readonly<Record<string, unknown>>;
  /** Returns the fields that are selected on its value. */
  fields(): SelectedField[];
}

/**
 * Returns the fields that a query selects on the result of a resolver, without `__typename`. It follows fragments,
 * `@skip` and `@include`.
 */
export function selectedFields(
  info: GraphQLResolveInfo,
  returnType = info.returnType,
  nodes: readonly FieldNode[] = info.fieldNodes,
): SelectedField[] {
  const type = getNamedType(returnType);
  if (!isObjectType(type)) return [];
  const { schema, fragments, variableValues } = info;
  const variables = { coerced: variableValues, sources: {} };
  const selected = [...collectSubFields(schema, fragments, variables, type, [...nodes]).fields.values()].flat();
  return selected.flatMap((node) => {
    const field = type.getFields()[node.name.value];
    if (!field) return [];
    const args = () => getArgumentValues(field, node, variableValues);
    return { name: field.name, args, fields: () => selectedFields(info, field.type, [node]) };
  });
}
