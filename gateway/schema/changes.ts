import { type Change, ChangeType, CriticalityLevel, DiffRule, diff, type Rule } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { SEVERITIES, type Severity } from '../graph/schema-changes.ts';

/** A difference between two versions of a schema. */
export interface SchemaChange {
  readonly severity: Severity;
  /** The schema coordinate, with dots; empty for a change of the schema itself. */
  readonly path: string;
  readonly message: string;
}

/**
 * Compares two schemas, and returns the most severe changes first. The removal of a deprecated member is `dangerous`,
 * not `breaking`: its clients were warned.
 * @param before an SDL, like `after`
 */
export async function schemaChanges(before: string, after: string): Promise<readonly SchemaChange[]> {
  const rules = [DiffRule.simplifyChanges, DiffRule.suppressRemovalOfDeprecatedField, deprecatedArguments];
  const changes = await diff(buildSchema(before), buildSchema(after), rules);
  const named = changes
    .map(({ path = '', message, criticality }) => ({ severity: SEVERITY_OF[criticality.level], path, message }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return SEVERITIES.flatMap((severity) => named.filter((change) => change.severity === severity));
}

const SEVERITY_OF: Readonly<Record<CriticalityLevel, Severity>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

/** Applies the library's rule of deprecated fields, values and inputs to arguments. */
const deprecatedArguments: Rule = ({ changes, oldSchema }) =>
  changes.map((change) =>
    change.type === ChangeType.FieldArgumentRemoved && wasDeprecated(change, oldSchema)
      ? { ...change, criticality: { ...change.criticality, level: CriticalityLevel.Dangerous } }
      : change,
  );

function wasDeprecated({ path = '' }: Change, schema: GraphQLSchema | null): boolean {
  const [typeName = '', fieldName = '', argumentName] = path.split('.');
  const type = schema?.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const argument = type.getFields()[fieldName]?.args.find(({ name }) => name === argumentName);
  return argument?.deprecationReason != null;
}
