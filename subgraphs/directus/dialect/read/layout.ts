import { type GraphQLOutputType, getNullableType, isListType, isNonNullType } from 'graphql';
import { createDerived } from '../../../common/memo.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import type { Layout, ObjectLayout } from '../../../response/layout.ts';
import { isSemanticNonNull } from '../../../schema/semantic-non-null.ts';
import { errorsFor, labelOf } from '../errors.ts';

const roots = createDerived<ObjectLayout, Layout>();

/** Returns the layout of a root field, by its type and the layout of its objects. */
export function rootLayout(object: ObjectLayout, { name, definition, args }: FieldRequest): Layout {
  const { type } = definition;
  const label = labelOf(`\`${name}\``, args);
  const make = (): Layout => ({
    ...layoutOf(type, object),
    isSemanticNonNull: isSemanticNonNull(definition),
    errorOf: errorsFor(`\`${name}\``, label),
  });
  return roots.derive(object, make, `${type} ${label}`);
}

function layoutOf(type: GraphQLOutputType, object: ObjectLayout): Layout {
  const isRequired = isNonNullType(type);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return { kind: 'list', isRequired, of: layoutOf(nullable.ofType, object) };
  return { ...object, isRequired };
}

/** Converts an error's path in Directus's answer to a path in the graph's value; it ends at the first unknown key. */
export function locate(layout: Layout, [key, ...rest]: readonly unknown[]): (string | number)[] {
  if (layout.kind === 'list') return typeof key === 'number' ? [key, ...locate(layout.of, rest)] : [];
  const objects = layout.kind === 'any' ? Array.from(layout.members.values(), ({ object }) => object) : [layout];
  for (const object of objects) {
    const members = object.kind === 'object' ? object.members : [];
    const member = members.find((each) => 'name' in each && each.name === key);
    if (member && 'layout' in member) return [member.key, ...locate(member.layout, rest)];
  }
  return [];
}
