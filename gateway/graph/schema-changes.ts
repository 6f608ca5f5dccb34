import {
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/** The changes of a schema: a sentence for each type, field, argument and value. */
export interface SchemaChanges {
  /** Changes that may make a valid query invalid. */
  readonly breaking: readonly string[];
  /** Changes that keep every query valid, but may return unexpected values to a client. */
  readonly dangerous: readonly string[];
  /** Additions. */
  readonly safe: readonly string[];
}

/** The kinds of changes, the worst first. */
export const SEVERITIES = ['breaking', 'dangerous', 'safe'] as const satisfies readonly (keyof SchemaChanges)[];

export type Severity = (typeof SEVERITIES)[number];

/** Returns the changes from one schema to the next. It ignores order and descriptions. */
export function changesBetween(before: GraphQLSchema, after: GraphQLSchema): SchemaChanges {
  return {
    breaking: findBreakingChanges(before, after).map(({ description }) => description),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
    safe: additions(before, after),
  };
}

/** Returns new types, and new fields of existing types. A new input field is in the dangerous changes instead. */
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
