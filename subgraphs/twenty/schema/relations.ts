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

/** An object of Twenty's that has records: it has a root connection. */
export interface RecordObject {
  readonly type: GraphQLObjectType;
  /** The root connection over all its records. */
  readonly root: UpstreamRoot;
}

/** Every object with records, by the name of its connection type: `CompanyConnection` → Company at `companies`. */
export function recordObjects(upstream: GraphQLSchema): ReadonlyMap<string, RecordObject> {
  const objects = new Map<string, RecordObject>();
  for (const field of Object.values(upstream.getQueryType()?.getFields() ?? {})) {
    const connection = getNullableType(field.type);
    const object = isObjectType(connection) && connection.name.endsWith('Connection') && nodeOf(connection);
    if (object) objects.set(connection.name, { type: object, root: upstreamRoot(field) });
  }
  return objects;
}

function nodeOf(connection: GraphQLObjectType): GraphQLObjectType | undefined {
  const edges = getNullableType(connection.getFields().edges?.type);
  const edge = isListType(edges) ? getNullableType(edges.ofType) : undefined;
  const node = isObjectType(edge) ? getNullableType(edge.getFields().node?.type) : undefined;
  return isObjectType(node) ? node : undefined;
}

/** A root field, with the argument types that a document of Twenty's must declare. */
export function upstreamRoot(field: { name: string; args: readonly { name: string; type: unknown }[] }): UpstreamRoot {
  return {
    name: field.name,
    argumentTypes: Object.fromEntries(field.args.map((argument) => [argument.name, String(argument.type)])),
  };
}

/**
 * The column of `child` that holds the id of the parent whose connection `field` is: as the naming says, else as Twenty's
 * metadata says. Where the metadata can't be read, the schema is all there is: it has the column of the child's only relation
 * to the parent's type, or, of several, that of the one whose name the connection's begins with
 * (`pointOfContactForOpportunities` → `pointOfContactId`).
 * @param joinColumns by connection, as the metadata says them
 * @returns undefined where nothing says it
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

/** Operators that Twenty's schema has for every text, and Twenty refuses. */
const NEVER: ReadonlySet<string> = new Set(['regex', 'iregex']);
/** Operators that it has for every enum, and takes for fields with several values alone. */
const FOR_LISTS: ReadonlySet<string> = new Set(['containsAny', 'isEmptyArray']);

/** Whether Twenty would refuse an operator of one of its filters, `OpportunityStageEnumFilter` and the like. */
type IsRefused = (filter: string, operator: string) => boolean;

export function refusedOperators(objects: ReadonlyMap<string, RecordObject>): IsRefused {
  const several = new Set(Array.from(objects.values(), ({ type }) => type).flatMap(listedEnums));
  return (filter, operator) =>
    NEVER.has(operator) ||
    (FOR_LISTS.has(operator) && filter.endsWith('EnumFilter') && !several.has(filter.slice(0, -'Filter'.length)));
}

/** The enums of which a field of the object has several values. */
function listedEnums(type: RecordObject['type']): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    return isEnumType(named) && isListType(getNullableType(field.type)) ? [named.name] : [];
  });
}

/** What is read of a field of Twenty's. */
export type UpstreamField = ReturnType<GraphQLObjectType['getFields']>[string];
