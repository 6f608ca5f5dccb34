import { type ExecutionResult, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Identity } from '../identity/index.ts';
import { codesOf, hasAnyData } from '../observe/record.ts';
import { standardOutput } from '../observe/standard-output.ts';

/** The record of a write by staff: names, never values. */
export interface AuditRecord {
  readonly event: 'write';
  /** Begin of the write, ISO 8601. */
  readonly at: string;
  /** The identity's id: "staff:4cbaf9de-…". */
  readonly who: string;
  /** The operation's name; null where it has none. */
  readonly operation: string | null;
  /** The requested fields of Mutation, each once, without fields that a directive leaves out. */
  readonly fields: readonly string[];
  /** The names of its variables. */
  readonly variables: readonly string[];
  /** `unknown`: the write was aborted; parts that were sent to an upstream may be done. */
  readonly outcome: 'done' | 'partly' | 'failed' | 'unknown';
  /** The codes of its errors, each once. */
  readonly codes: readonly string[];
}

/** Stores an audit record. */
export type Audit = (record: AuditRecord) => void;

/** Writes a record as a JSON line to standard output, where operators collect it and no client can reach it. */
export const auditToStdout: Audit = (record) => standardOutput().keep(JSON.stringify(record));

/**
 * Executes an operation. Records each write by staff, including failed ones.
 * @param operation in its plainest form: see `plainDocument`
 * @throws unknown errors of `execute`
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
