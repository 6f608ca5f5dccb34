import {
  type GraphQLError,
  GraphQLID,
  type GraphQLOutputType,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { createDerived } from '../../memo.ts';
import type { FieldRequest } from '../../request.ts';
import type { Layout, Member, Problem, ValueLayout } from '../../response/layout.ts';
import { mappingOf } from '../schema/mapping.ts';
import { type FieldOutcome, fault } from './errors.ts';
import { placeOf } from './in-place.ts';

const layouts = createDerived<NonNullable<FieldRequest['selections']>, Layout>();

/** How a root field's value stands in Twenty's answer: the same object for the same selections. */
export function layoutOf(field: FieldRequest): Layout {
  const { name, definition, selections } = field;
  const make = () => typeLayout(definition.type, field);
  return selections ? layouts.derive(selections, make, `${name} ${definition.type}`) : make();
}

function typeLayout(of: GraphQLOutputType, field: FieldRequest): Layout {
  const isRequired = isNonNullType(of);
  const type = isRequired ? of.ofType : of;
  const { name, selections } = field;
  const common = { isRequired, errorOf: (problem: Problem) => errorOf(name, isListType(type), problem) };
  if (isListType(type)) return { kind: 'list', ...common, of: typeLayout(type.ofType, field) };
  if (!selections) return { kind: 'value', ...common, ...leafOf(type) };
  // Twenty has no interfaces and no unions: there is one type that the value can be.
  const members = Array.from(selections, ([typeName, fields]) => fields.map((each) => memberOf(each, typeName)));
  return { kind: 'object', ...common, members: members.flat() };
}

function errorOf(name: string, isList: boolean, problem: Problem): GraphQLError | undefined {
  switch (problem) {
    case 'missing':
      return undefined;
    case 'null':
      return failed(`Twenty answered null for "${name}", which is never null.`);
    case 'value':
      return failed(`Twenty answered a value for "${name}" that it cannot have.`);
    case 'kind':
      return failed(isList ? `Twenty answered no list for "${name}".` : 'Twenty answered no object here.');
  }
}

const failed = (message: string) => fault('UPSTREAM_FAILED', message).error;

function leafOf(type: GraphQLOutputType): Pick<ValueLayout, 'isText' | 'read'> {
  if (!isLeafType(type)) return {};
  return { isText: type === GraphQLString || type === GraphQLID, read: (value) => type.serialize(value) };
}

function memberOf(field: FieldRequest, typeName: string): Member {
  const { responseKey: key, name, definition } = field;
  if (name === '__typename') return { key, constant: typeName };
  const mapping = mappingOf(field);
  const layout = typeLayout(definition.type, field);
  if (mapping.kind === 'value') return { key, name: mapping.name, layout };
  const place = placeOf(field);
  return { key, layout, take: (parent, report) => takeChildren(parent[place] as FieldOutcome | undefined, report) };
}

/** What came of a connection that was requested by itself. */
function takeChildren(outcome: FieldOutcome | undefined, report: (error: GraphQLError) => void): unknown {
  for (const { error } of outcome?.faults ?? []) report(error);
  return outcome?.data ?? null;
}
