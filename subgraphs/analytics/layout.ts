import {
  type ExecutionResult,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLOutputType,
  GraphQLString,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Layout, PlainField, ValueLayout } from '../layout.ts';
import { createDerived } from '../memo.ts';
import type { FieldRequest, OperationRequest } from '../request.ts';
import { fieldsOf, isRightLeaf } from './complete.ts';

type Selections = NonNullable<FieldRequest['selections']>;

const trusted = createDerived<Selections, Layout>();
const checked = createDerived<Selections, Layout>();

/**
 * The fields of an answer as they came.
 * @param isOurs whether it was executed in this process, so that every value is of its type
 * @returns undefined where there is an error
 */
export function plainFields(
  { fields }: OperationRequest,
  { data, errors }: ExecutionResult<Record<string, unknown>>,
  isOurs: boolean,
): readonly PlainField[] | undefined {
  if (!data || errors) return undefined;
  return fields.map((field) => ({ layout: layoutOf(field, isOurs), value: data[field.responseKey] }));
}

/** How a field's value stands in the answer: as the graph has it. The same object for the same selections. */
function layoutOf({ definition: { type }, selections }: FieldRequest, isOurs: boolean): Layout {
  if (!selections) return typeLayout(type, selections, isOurs);
  const layouts = isOurs ? trusted : checked;
  const known = layouts.get(selections);
  if (known) return known;
  const layout = typeLayout(type, selections, isOurs);
  layouts.set(selections, layout);
  return layout;
}

function typeLayout(of: GraphQLOutputType, selections: FieldRequest['selections'], isOurs: boolean): Layout {
  const isRequired = isNonNullType(of);
  const type = isRequired ? of.ofType : of;
  if (isListType(type))
    return { kind: 'list', isRequired, of: typeLayout(type.ofType, selections, isOurs), isTrusted: isOurs };
  if (!selections) return { kind: 'value', isRequired, ...(isOurs ? {} : leafOf(type as GraphQLLeafType)) };
  const members = fieldsOf(selections).map(({ responseKey, definition, selections: inner }) => ({
    key: responseKey,
    name: responseKey,
    layout: typeLayout(definition.type, inner, isOurs),
  }));
  return { kind: 'object', isRequired, members, isAsItCame: true, isTrusted: isOurs };
}

function leafOf(type: GraphQLLeafType): Pick<ValueLayout, 'isText' | 'isRight'> {
  return type === GraphQLString || type === GraphQLID
    ? { isText: true }
    : { isRight: (value) => isRightLeaf(type, value) };
}
