import {
  type DefinitionNode,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { Identity } from '../identity/index.ts';
import { codesOf, hasAnyData } from '../observe/record.ts';
import { standardOutput } from '../observe/standard-output.ts';

/** What is kept of a write by staff: names, never values. */
export interface AuditRecord {
  readonly event: 'write';
  /** When it began, ISO 8601. */
  readonly at: string;
  /** The identity's id: "staff:4cbaf9de-…". */
  readonly who: string;
  /** The operation's name; null where it has none. */
  readonly operation: string | null;
  /** The fields of Mutation that were asked for, each once. */
  readonly fields: readonly string[];
  /** The names of its variables. */
  readonly variables: readonly string[];
  /** `unknown`: it was broken off, and what had been sent to an upstream may be done. */
  readonly outcome: 'done' | 'partly' | 'failed' | 'unknown';
  /** The codes of its errors, each once. */
  readonly codes: readonly string[];
}

/** Where the records go. */
export type Audit = (record: AuditRecord) => void;

/** Each on a line of standard output, as JSON: there whoever runs the gateway collects it, and no client can reach it. */
export const auditToStdout: Audit = (record) => standardOutput().keep(JSON.stringify(record));

/** An operation, and its sender. */
export interface Executed {
  readonly identity: Pick<Identity, 'kind' | 'id'>;
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
}

/** Executes an operation. Of a write by staff it leaves a record, however that ends. @throws unknown what `execute` throws */
export async function audited(
  audit: Audit,
  { identity, document, node }: Executed,
  execute: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  if (identity.kind !== 'staff' || node.operation !== OperationTypeNode.MUTATION) return execute();
  const write = {
    event: 'write',
    at: new Date().toISOString(),
    who: identity.id,
    operation: node.name?.value ?? null,
    fields: rootFields(document, node),
    variables: node.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [],
  } as const;
  try {
    const result = await execute();
    audit({ ...write, ...outcomeOf(result) });
    return result;
  } catch (error) {
    audit({ ...write, outcome: 'unknown', codes: [] });
    throw error;
  }
}

function outcomeOf({ data, errors = [] }: ExecutionResult): Pick<AuditRecord, 'outcome' | 'codes'> {
  const codes = codesOf(errors);
  if (errors.length === 0) return { outcome: 'done', codes };
  return { outcome: hasAnyData(data) ? 'partly' : 'failed', codes };
}

/** Those in fragments too. One that a condition leaves out is named all the same: it was asked for. */
function rootFields(document: DocumentNode, node: OperationDefinitionNode): string[] {
  const fragments = new Map(document.definitions.filter(isFragment).map(({ name, ...rest }) => [name.value, rest]));
  const namesIn = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value;
      const within = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      return within ? namesIn(within.selectionSet) : [];
    });
  return [...new Set(namesIn(node.selectionSet))];
}

function isFragment(definition: DefinitionNode): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
