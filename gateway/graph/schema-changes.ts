import {
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/** What became of a schema, a sentence for each type, field, argument and value. */
export interface SchemaChanges {
  /** A query that was valid may no longer be. */
  readonly breaking: readonly string[];
  /** Every query is still valid, but a client may meet what it does not expect. */
  readonly dangerous: readonly string[];
  /** What is new. */
  readonly safe: readonly string[];
}

/** The kinds of changes, the worst first. */
export const SEVERITIES = ['breaking', 'dangerous', 'safe'] as const satisfies readonly (keyof SchemaChanges)[];

export type Severity = (typeof SEVERITIES)[number];

/** From one schema to the next. Order and descriptions count for nothing. */
export function changesBetween(before: GraphQLSchema, after: GraphQLSchema): SchemaChanges {
  return {
    breaking: findBreakingChanges(before, after).map(({ description }) => description),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
    safe: additions(before, after),
  };
}

/** Types that are new, and new fields of types that are not. A new field of an input is dangerous, and said there. */
function additions(before: GraphQLSchema, after: GraphQLSchema): string[] {
  return Object.values(after.getTypeMap()).flatMap((type) => {
    if (isIntrospectionType(type)) return [];
    const old = before.getType(type.name);
    if (!old) return [`${type.name} was added.`];
    const known = fieldsOf(old);
    return [...fieldsOf(type)].filter((name) => !known.has(name)).map((name) => `${type.name}.${name} was added.`);
  });
}

function fieldsOf(type: GraphQLNamedType): ReadonlySet<string> {
  return new Set(isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : []);
}
