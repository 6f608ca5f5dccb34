import { isNonNullType } from 'graphql';
import { createDerived } from '../../../common/memo.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import type { Layout, ObjectLayout } from '../../../response/layout.ts';
import { isSemanticNonNull } from '../../../schema/semantic-non-null.ts';
import { errorsFor, labelOf } from '../errors.ts';

/** The form of a root field: a row or null, rows, a row or null for each key, or rows for each key. */
export type Form = 'row' | 'rows' | 'rowPerKey' | 'rowsPerKey';

const roots = createDerived<ObjectLayout, Layout>();

/** Returns the layout of a root field, by the layout of its objects. */
export function rootLayout(object: ObjectLayout, form: Form, { name, definition, args }: FieldRequest): Layout {
  const isRequired = isNonNullType(definition.type);
  const label = labelOf(`\`${name}\``, args);
  const make = (): Layout => ({
    ...layoutOf(object, form),
    isRequired,
    isSemanticNonNull: isSemanticNonNull(definition),
    errorOf: errorsFor(`\`${name}\``, label),
  });
  return roots.derive(object, make, `${form} ${isRequired} ${label}`);
}

function layoutOf(object: ObjectLayout, form: Form): Layout {
  const row = { ...object, isRequired: false };
  const rows = { kind: 'list', isRequired: false, of: object } as const;
  switch (form) {
    case 'row':
      return row;
    case 'rows':
      return rows;
    case 'rowPerKey':
      return { kind: 'list', isRequired: false, of: row };
    case 'rowsPerKey':
      return { kind: 'list', isRequired: false, of: rows };
  }
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
