import { isNonNullType } from 'graphql';
import type { Layout, Member, ObjectLayout, PlainField } from '../../layout.ts';
import { createDerived } from '../../memo.ts';
import type { FieldRequest } from '../../request.ts';
import type { Reader } from './assemble.ts';

/** How an object that these read stands; undefined where one of them has more to do than to read. */
export function layoutOf(readers: readonly Reader[]): ObjectLayout | undefined {
  const members: Member[] = [];
  for (const { responseKey: key, constant, from, layout } of readers) {
    if (constant !== undefined) members.push({ key, constant });
    else if (from !== undefined && layout) members.push({ key, name: from, layout });
    else return undefined;
  }
  return { kind: 'object', isRequired: true, members };
}

/** What a root field is made of: a row or none, rows, a row or none for each key, or rows for each key. */
export type Form = 'row' | 'rows' | 'rowPerKey' | 'rowsPerKey';

const roots = createDerived<ObjectLayout, Layout>();

/** The value of a root field, by the layout of its objects. */
export function plainOf(
  object: ObjectLayout | undefined,
  form: Form,
  { definition }: FieldRequest,
  value: unknown,
): PlainField | undefined {
  if (!object) return undefined;
  const isRequired = isNonNullType(definition.type);
  const beside = isRequired ? form : `${form}?`;
  const known = roots.get(object, beside);
  if (known) return { layout: known, value };
  const layout = rootLayout(object, form, isRequired);
  roots.set(object, layout, beside);
  return { layout, value };
}

function rootLayout(object: ObjectLayout, form: Form, isRequired: boolean): Layout {
  switch (form) {
    case 'row':
      return { ...object, isRequired };
    case 'rows':
      return { kind: 'list', isRequired, of: object };
    case 'rowPerKey':
      return { kind: 'list', isRequired, of: { ...object, isRequired: false } };
    case 'rowsPerKey':
      return { kind: 'list', isRequired, of: { kind: 'list', isRequired: true, of: object } };
  }
}
