import { type GraphQLError, GraphQLID, type GraphQLLeafType, GraphQLString } from 'graphql';
import { createDerived, createNumbering } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import { type Checks, graphLayout } from '../../response/graph-layout.ts';
import type { Layout, Member, Problem, ValueLayout } from '../../response/layout.ts';
import { mappingOf } from '../schema/mapping.ts';
import { type FieldOutcome, fault } from './errors.ts';

const layouts = createDerived<NonNullable<FieldRequest['selections']>, Layout>();

/** Returns the layout of a root field's value in Twenty's answer: the same object for the same selections. */
export function layoutOf(field: FieldRequest): Layout {
  const { name, definition, selections } = field;
  const make = () => graphLayout(field, CHECKS);
  return selections ? layouts.derive(selections, make, `${name} ${definition.type}`) : make();
}

const CHECKS: Checks = { leaf: leafOf, errorOf, memberOf };

function errorOf({ name }: FieldRequest, problem: Problem, isList: boolean): GraphQLError | undefined {
  switch (problem) {
    case 'missing':
      return undefined;
    case 'null':
      return failed(`Twenty returned null for "${name}", which is never null.`);
    case 'value':
      return failed(`Twenty returned an invalid value for "${name}".`);
    case 'kind':
      return failed(isList ? `Twenty returned no list for "${name}".` : 'Twenty returned no object here.');
  }
}

const failed = (message: string) => fault('UPSTREAM_FAILED', message).error;

function leafOf(type: GraphQLLeafType): Pick<ValueLayout, 'isText' | 'read'> {
  return { isText: type === GraphQLString || type === GraphQLID, read: (value) => type.serialize(value) };
}

function memberOf(field: FieldRequest, typeName: string): Member {
  const { responseKey: key, name } = field;
  if (name === '__typename') return { key, constant: typeName };
  const mapping = mappingOf(field);
  const layout = graphLayout(field, CHECKS);
  if (mapping.kind === 'value') return { key, name: mapping.name, layout };
  const place = placeOf(field);
  return { key, layout, take: (parent, report) => takeChildren(parent[place] as FieldOutcome | undefined, report) };
}

const numberOf = createNumbering();

/** The key in its parent of a connection that was requested separately: a name that Twenty does not use. */
export function placeOf(field: FieldRequest): string {
  return `children ${numberOf(field)}`;
}

/** Returns the result of a connection that was requested separately. @throws GraphQLError in place of a failed value */
function takeChildren(outcome: FieldOutcome | undefined, report: (error: GraphQLError) => void): unknown {
  const { data = null, faults = [] } = outcome ?? {};
  const [first, ...others] = faults;
  for (const { error } of others) report(error);
  if (first && data === null) throw first.error;
  if (first) report(first.error);
  return data;
}
