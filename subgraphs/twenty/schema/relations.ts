import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
} from 'graphql';
import type { JoinColumns } from '../client/metadata.ts';
import type { TwentyNaming } from '../naming.ts';
import type { UpstreamRoot } from './mapping.ts';

/** An object of Twenty with records: it has a root connection. */
export interface RecordObject {
  readonly type: GraphQLObjectType;
  /** The root connection over all its records. */
  readonly root: UpstreamRoot;
}

/** Returns all objects with records, by connection type: `CompanyConnection` → Company at `companies`. */
export function recordObjects(upstream: GraphQLSchema): ReadonlyMap<string, RecordObject> {
  const objects = new Map<string, RecordObject>();
  for (const field of Object.values(upstream.getQueryType()?.getFields() ?? {})) {
    const connection = getNullableType(field.type);
    const object = isObjectType(connection) && connection.name.endsWith('Connection') && nodeOf(connection);
    if (object) objects.set(connection.name, { type: object, root: upstreamRoot(field) });
  }
  return objects;
}

/** Returns the type of a connection's records. */
export function nodeOf(connection: GraphQLObjectType): GraphQLObjectType | undefined {
  const edges = getNullableType(connection.getFields().edges?.type);
  const edge = isListType(edges) ? getNullableType(edges.ofType) : undefined;
  const node = isObjectType(edge) ? getNullableType(edge.getFields().node?.type) : undefined;
  return isObjectType(node) ? node : undefined;
}

/** Returns a root field, with the argument types that a document must declare. */
export function upstreamRoot(field: { name: string; args: readonly { name: string; type: unknown }[] }): UpstreamRoot {
  return {
    name: field.name,
    argumentTypes: Object.fromEntries(field.args.map((argument) => [argument.name, String(argument.type)])),
  };
}

/**
 * Returns the column of `child` that holds the id of the parent of the connection `field`: by the naming, else by
 * Twenty's metadata, else by the schema. The schema determines the column of the child's only relation to the parent's
 * type, or, of several relations, of the one whose name the connection's name begins with
 * (`pointOfContactForOpportunities` → `pointOfContactId`).
 * @param joinColumns by connection, from the metadata
 * @returns undefined where none of these determines it
 */
export function joinColumn(
  parent: GraphQLObjectType,
  field: string,
  child: GraphQLObjectType,
  naming: TwentyNaming,
  joinColumns: JoinColumns,
): string | undefined {
  const connection = `${parent.name}.${field}`;
  const named = naming.joinColumns?.[connection] ?? joinColumns.get(connection);
  const fields = child.getFields();
  if (named !== undefined && named in fields) return named;
  const relations = Object.values(fields).filter(({ name, type }) => type === parent && `${name}Id` in fields);
  const candidates = relations.length > 1 ? relations.filter(({ name }) => field.startsWith(name)) : relations;
  const [relation, another] = candidates;
  return relation && !another ? `${relation.name}Id` : undefined;
}

/** Operators that Twenty's schema has for every text, but that Twenty refuses. */
const NEVER: ReadonlySet<string> = new Set(['regex', 'iregex']);
/** Operators that its schema has for every enum, but that Twenty accepts only for fields with several values. */
const FOR_LISTS: ReadonlySet<string> = new Set(['containsAny', 'isEmptyArray']);

/** Whether Twenty refuses an operator of one of its filters, such as `OpportunityStageEnumFilter`. */
type IsRefused = (filter: string, operator: string) => boolean;

export function refusedOperators(objects: ReadonlyMap<string, RecordObject>): IsRefused {
  const several = new Set(Array.from(objects.values(), ({ type }) => type).flatMap(listedEnums));
  return (filter, operator) =>
    NEVER.has(operator) ||
    (FOR_LISTS.has(operator) && filter.endsWith('EnumFilter') && !several.has(filter.slice(0, -'Filter'.length)));
}

/** Returns the enums of an object's fields that have several values. */
function listedEnums(type: RecordObject['type']): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    return isEnumType(named) && isListType(getNullableType(field.type)) ? [named.name] : [];
  });
}

/** A field of Twenty's schema. */
export type UpstreamField = ReturnType<GraphQLObjectType['getFields']>[string];
