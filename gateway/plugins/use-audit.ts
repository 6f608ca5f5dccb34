import {
  type DefinitionNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { codesOf, hasAnyData } from '../observe/record.ts';
import { standardOutput } from '../observe/standard-output.ts';
import { identityOf } from './use-identity.ts';

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

/** Leaves a record of every write by staff, however it ends. */
export function useAudit(audit: Audit): Plugin {
  return {
    onExecute({ args, executeFn, setExecuteFn, context: { request } }) {
      const operation = getOperationAST(args.document, args.operationName);
      const { kind, id } = identityOf(request);
      if (kind !== 'staff' || operation?.operation !== OperationTypeNode.MUTATION) return;
      const write = {
        event: 'write',
        at: new Date().toISOString(),
        who: id,
        operation: operation.name?.value ?? null,
        fields: rootFields(args),
        variables: operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [],
      } as const;
      setExecuteFn(async (executed: ExecutionArgs) => {
        try {
          const result: ExecutionResult = await executeFn(executed);
          audit({ ...write, ...outcomeOf(result) });
          return result;
        } catch (error) {
          audit({ ...write, outcome: 'unknown', codes: [] });
          throw error;
        }
      });
    },
  };
}

function outcomeOf({ data, errors = [] }: ExecutionResult): Pick<AuditRecord, 'outcome' | 'codes'> {
  const codes = codesOf(errors);
  if (errors.length === 0) return { outcome: 'done', codes };
  return { outcome: hasAnyData(data) ? 'partly' : 'failed', codes };
}

/** Those in fragments too. One that a condition leaves out is named all the same: it was asked for. */
function rootFields({ document, operationName }: ExecutionArgs): string[] {
  const fragments = new Map(document.definitions.filter(isFragment).map(({ name, ...rest }) => [name.value, rest]));
  const namesIn = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value;
      const within = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      return within ? namesIn(within.selectionSet) : [];
    });
  const operation = getOperationAST(document, operationName);
  return [...new Set(operation ? namesIn(operation.selectionSet) : [])];
}

function isFragment(definition: DefinitionNode): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
