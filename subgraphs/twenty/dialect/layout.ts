import { GraphQLID, type GraphQLOutputType, GraphQLString, isLeafType, isListType, isNonNullType } from 'graphql';
import type { Layout, Member, ValueLayout } from '../../layout.ts';
import { createDerived } from '../../memo.ts';
import type { FieldRequest } from '../../request.ts';
import { mappingOf } from '../schema/mapping.ts';
import { placeOf } from './in-place.ts';

const layouts = createDerived<NonNullable<FieldRequest['selections']>, { readonly layout: Layout | undefined }>();

/**
 * How a root field's value stands in Twenty's answer: the same object for the same selections.
 * @returns undefined for a leaf, and where a part of it is known without being asked for
 */
export function layoutOf({ definition, selections }: FieldRequest): Layout | undefined {
  if (!selections) return undefined;
  const known = layouts.get(selections);
  if (known) return known.layout;
  const layout = typeLayout(definition.type, selections);
  layouts.set(selections, { layout });
  return layout;
}

function typeLayout(of: GraphQLOutputType, selections: FieldRequest['selections']): Layout | undefined {
  const isRequired = isNonNullType(of);
  const type = isRequired ? of.ofType : of;
  if (isListType(type)) {
    const inner = typeLayout(type.ofType, selections);
    return inner && { kind: 'list', isRequired, of: inner };
  }
  if (!selections) return { kind: 'value', isRequired, ...leafOf(type) };
  const members: Member[] = [];
  // Twenty has no interfaces and no unions: there is one type that the value can be.
  for (const [typeName, fields] of selections) {
    for (const field of fields) {
      const member = memberOf(field, typeName);
      if (!member) return undefined;
      members.push(member);
    }
  }
  return { kind: 'object', isRequired, members };
}

function leafOf(type: GraphQLOutputType): Pick<ValueLayout, 'isText' | 'read'> {
  if (type === GraphQLString || type === GraphQLID) return { isText: true };
  return isLeafType(type) ? { read: (value) => type.serialize(value) } : {};
}

function memberOf(field: FieldRequest, typeName: string): Member | undefined {
  const { responseKey: key, name, definition, selections } = field;
  if (name === '__typename') return { key, constant: typeName };
  const mapping = mappingOf(field);
  const layout = typeLayout(definition.type, selections);
  if (mapping.kind !== 'value' && mapping.kind !== 'children') return undefined;
  return layout && { key, name: mapping.kind === 'value' ? mapping.name : placeOf(field), layout };
}
