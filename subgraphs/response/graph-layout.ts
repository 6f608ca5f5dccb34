import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { FieldRequest } from '../request.ts';
import type { Layout, ObjectLayout, Problem, ValueLayout } from './layout.ts';

/** How values are held to the graph. */
export interface Checks {
  leaf(type: GraphQLLeafType): Pick<ValueLayout, 'isText' | 'read'>;
  errorOf(field: FieldRequest, problem: Problem): ReturnType<NonNullable<Layout['errorOf']>>;
}

/**
 * How a field's value stands where it is written as the graph has it.
 * @param checks undefined where it is right already
 */
export function graphLayout(field: FieldRequest, checks?: Checks): Layout {
  return typeLayout(field.definition.type, field, checks);
}

function typeLayout(of: GraphQLOutputType, field: FieldRequest, checks: Checks | undefined): Layout {
  const isRequired = isNonNullType(of);
  const type = isRequired ? of.ofType : of;
  const common = checks
    ? { isRequired, errorOf: (problem: Problem) => checks.errorOf(field, problem) }
    : { isRequired, isTrusted: true };
  if (isListType(type)) return { kind: 'list', ...common, of: typeLayout(type.ofType, field, checks) };
  const { selections } = field;
  if (!selections) return { kind: 'value', ...common, ...checks?.leaf(getNamedType(type) as GraphQLLeafType) };
  const objects = Array.from(selections, ([typeName, fields]) => {
    const object: ObjectLayout = { kind: 'object', ...common, members: fields.map((each) => memberOf(each, checks)) };
    return { typeName, object, typeKey: fields.find(({ name }) => name === '__typename')?.responseKey };
  });
  const [first] = objects;
  if (first && !isAbstractType(type)) return first.object;
  // Where no type is selected, no link leads on from the value either.
  if (first?.typeKey === undefined) return { kind: 'value', ...common };
  const members = new Map(objects.map(({ typeName, object }) => [typeName, { typeName, object }]));
  return { kind: 'any', ...common, typeKey: first.typeKey, members };
}

function memberOf(field: FieldRequest, checks: Checks | undefined) {
  const { responseKey } = field;
  return { key: responseKey, name: responseKey, layout: graphLayout(field, checks) };
}
