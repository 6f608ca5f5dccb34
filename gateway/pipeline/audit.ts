import { type ExecutionResult, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Identity } from '../identity/index.ts';
import { codesOf, hasAnyData } from '../observe/record.ts';
import { standardOutput } from '../observe/standard-output.ts';

/** What is stored of a write by staff: names, never values. */
export interface AuditRecord {
  readonly event: 'write';
  /** When it began, ISO 8601. */
  readonly at: string;
  /** The identity's id: "staff:4cbaf9de-…". */
  readonly who: string;
  /** The operation's name; null where it has none. */
  readonly operation: string | null;
  /** The fields of Mutation that were requested, each once: none that a condition leaves out. */
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

/**
 * Executes an operation. Of a write by staff it leaves a record, however that ends.
 * @param operation in its plainest form: see `plainDocument`
 * @throws unknown what `execute` throws
 */
export async function audited(
  audit: Audit,
  { kind, id }: Pick<Identity, 'kind' | 'id'>,
  operation: OperationDefinitionNode,
  execute: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  if (kind !== 'staff' || operation.operation !== OperationTypeNode.MUTATION) return execute();
  const fields = operation.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? node.name.value : []));
  const write = {
    event: 'write',
    at: new Date().toISOString(),
    who: id,
    operation: operation.name?.value ?? null,
    fields: [...new Set(fields)],
    variables: operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [],
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
