import type { FieldNode, SelectionNode } from 'graphql';
import { type Collection, collectionOf, type ManyToAny, type ManyToOne, type OneToMany } from '../data/model.ts';
import { invalidQuery } from '../errors.ts';
import { checkFields, checkPaths } from './access.ts';
import { argumentValues, MAX_DEPTH, readSelection } from './arguments.ts';
import type { Scope } from './columns.ts';
import {
  aliasesOf,
  type Column,
  columnsOf,
  type Fragments,
  fragmentOf,
  isRelation,
  readFields,
  responseKey,
} from './fields.ts';
import type { Selection } from './select.ts';

/** What Directus makes of a root field and everything below it: one tree, read before anything is fetched. */
export interface Query {
  readonly collection: Collection;
  readonly selection: Selection;
  readonly columns: readonly Column[];
  readonly nested: readonly Nested[];
}

/** A relation to one collection, and the key of the item that it goes to. */
export interface NestedOne {
  readonly key: string;
  readonly relation: ManyToOne | OneToMany;
  readonly query: Query;
}

/** A many-to-any, what is asked of each collection that it may lead to, and the key of the item that it goes to. */
export interface NestedAny {
  readonly key: string;
  readonly relation: ManyToAny;
  readonly queries: ReadonlyMap<string, Query>;
}

export type Nested = NestedOne | NestedAny;

/** What a query is read in. */
export interface Reading {
  readonly scope: Scope;
  readonly fragments: Fragments;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads what is selected of a collection.
 * @param place response keys from the root; empty for the root
 * @throws DirectusError INVALID_QUERY or FORBIDDEN
 */
export function readQuery(
  reading: Reading,
  collection: Collection,
  selections: readonly SelectionNode[],
  selection: Selection,
  place: readonly string[] = [],
): Query {
  const asked = readFields(reading.fragments, selections);
  const aliases = aliasesOf(asked, place.length === 0);
  const columns = asked.flatMap(({ node }) => columnsOf(node, aliases));
  if (columns.length > 0 && place.length >= MAX_DEPTH) throw invalidQuery('Max relational depth exceeded');
  checkFields(
    reading.scope,
    collection,
    columns.map(({ step }) => step),
    place,
  );
  checkPaths(reading.scope, collection, selection.sort ?? [], place);
  const related = Map.groupBy(asked.filter(isRelation), ({ node }) => responseKey(node));
  const nested = Array.from(related, ([key, nodes]) => {
    const name = aliases.get(key) ?? key;
    return readNested(reading, collection, { key, name, nodes: nodes.map(({ node }) => node), place: [...place, key] });
  });
  return { collection, selection, columns, nested: nested.filter((each) => each !== undefined) };
}

interface NestedRequest {
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly place: readonly string[];
}

/** Undefined where there is nothing to fetch: no such relation, or no field asked of it but `__typename`. */
function readNested(reading: Reading, collection: Collection, { key, name, nodes, place }: NestedRequest) {
  const relation = collection.relations.get(name);
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  if (!relation) return undefined;
  if (relation.kind === 'm2a') return readAny(reading, relation, { key, selections, place });
  const { model } = reading.scope;
  const target = collectionOf(model, relation.target);
  const values = argumentValues(
    nodes.flatMap((node) => node.arguments ?? []),
    reading.variables,
  );
  const query = readQuery(reading, target, selections, readSelection(model, target, values), place);
  return isEmpty(query) ? undefined : { key, relation, query };
}

interface AnyRequest {
  readonly key: string;
  readonly selections: readonly SelectionNode[];
  readonly place: readonly string[];
}

/** A fragment counts for the collection that it names; one on the union itself for none. */
function readAny(reading: Reading, relation: ManyToAny, { key, selections, place }: AnyRequest): Nested | undefined {
  const { model, role } = reading.scope;
  const byType = Map.groupBy(selections, (each) => fragmentOf(reading.fragments, each)?.typeCondition?.name.value);
  const inside = (name: string) =>
    byType.get(name)?.flatMap((each) => fragmentOf(reading.fragments, each)?.selectionSet.selections ?? []) ?? [];
  const readable = relation.targets.filter((name) => role.permissions.has(name));
  const queries = new Map(
    readable.map((name) => {
      const spot = [...place.slice(0, -1), `${key}:${name}`];
      return [name, readQuery(reading, collectionOf(model, name), inside(name), {}, spot)];
    }),
  );
  const asksForUnion = Array.from(byType.keys()).some((name) => name !== undefined && !relation.targets.includes(name));
  const isAsked = asksForUnion || Array.from(queries.values()).some((query) => !isEmpty(query));
  return isAsked ? { key, relation, queries } : undefined;
}

function isEmpty({ columns, nested }: Query): boolean {
  return columns.length === 0 && nested.length === 0;
}
