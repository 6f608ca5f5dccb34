import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { FieldRequest } from '../contract/request.ts';
import { isSemanticNonNull } from '../schema/semantic-non-null.ts';
import type { Layout, Member, ObjectLayout, Problem, ValueLayout } from './layout.ts';

/** The checks of values against the graph's types. */
export interface Checks {
  leaf(type: GraphQLLeafType): Pick<ValueLayout, 'isText' | 'read'>;
  /** @param isList whether the value should be a list */
  errorOf(field: FieldRequest, problem: Problem, isList: boolean): ReturnType<NonNullable<Layout['errorOf']>>;
  /** Returns the member of a field in its parent's object; by default, under its response key. */
  memberOf?(field: FieldRequest, typeName: string): Member;
}

/**
 * Returns the layout of a field's value that is written in the graph's form.
 * @param checks undefined if the value is known to be valid
 */
export function graphLayout(field: FieldRequest, checks?: Checks): Layout {
  const { definition } = field;
  return { ...typeLayout(definition.type, field, checks), isSemanticNonNull: isSemanticNonNull(definition) };
}

function typeLayout(of: GraphQLOutputType, field: FieldRequest, checks: Checks | undefined): Layout {
  const isRequired = isNonNullType(of);
  const type = isRequired ? of.ofType : of;
  const common = checks
    ? { isRequired, errorOf: (problem: Problem) => checks.errorOf(field, problem, isListType(type)) }
    : { isRequired, isTrusted: true };
  if (isListType(type)) return { kind: 'list', ...common, of: typeLayout(type.ofType, field, checks) };
  const { selections } = field;
  if (!selections) return { kind: 'value', ...common, ...checks?.leaf(getNamedType(type) as GraphQLLeafType) };
  const objects = Array.from(selections, ([typeName, fields]) => {
    const memberOf = checks?.memberOf ?? ((each: FieldRequest) => ownMember(each, checks));
    const members = fields.map((each) => memberOf(each, typeName));
    const object: ObjectLayout = { kind: 'object', ...common, members };
    return { typeName, object, typeKey: fields.find(({ name }) => name === '__typename')?.responseKey };
  });
  const [first] = objects;
  if (first && !isAbstractType(type)) return first.object;
  // Without a selected type name, the value has no links either.
  if (first?.typeKey === undefined) return { kind: 'value', ...common };
  const members = new Map(objects.map(({ typeName, object }) => [typeName, { typeName, object }]));
  return { kind: 'any', ...common, typeKey: first.typeKey, members };
}

function ownMember(field: FieldRequest, checks: Checks | undefined): Member {
  const { responseKey } = field;
  return { key: responseKey, name: responseKey, layout: graphLayout(field, checks) };
}
