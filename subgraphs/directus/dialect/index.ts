import { errorAt } from '../../contract/errors.ts';
import type { FieldRequest, OperationRequest } from '../../contract/request.ts';
import { lostField, type ResponseField, type UpstreamResponse } from '../../response/index.ts';
import type { Assets } from './compile/compiling.ts';
import type { CompiledRoot } from './compile/root.ts';
import { type CompileOptions, compileRoot, orRefusal } from './compile/roots.ts';
import { impossible } from './errors.ts';
import { type Conversation, type RootOutcome, settle } from './read/conversation.ts';

export interface DirectusSession extends Conversation {
  readonly assets: Assets;
}

/** Answers an operation of the graph from Directus, with all roots in one request where possible. */
export async function answerOperation(
  { fields }: OperationRequest,
  session: DirectusSession,
): Promise<UpstreamResponse> {
  const { queryLimitMax = Number.MAX_SAFE_INTEGER, assets } = session;
  const server = { queryLimitMax, assets };
  const roots = fields.map((field) => compile(field, server));
  const outcomes = await settle(roots, session);
  return { fields: outcomes.map((outcome, nth) => fieldOf(outcome, fields[nth]?.name ?? '')) };
}

function compile(field: FieldRequest, server: CompileOptions): CompiledRoot {
  if (field.name !== '__typename') return orRefusal(() => compileRoot(field, server));
  return { requests: [], layout: { kind: 'value', isRequired: true }, value: () => 'Query' };
}

function fieldOf(outcome: RootOutcome, name: string): ResponseField {
  if ('error' in outcome) return lostField([outcome.error]);
  const { root, answers, faults } = outcome;
  const errors = faults.map(({ error, path: [, ...rest] }) => errorAt(error, root.locate?.(rest) ?? []));
  try {
    const value = answers.includes(undefined) ? undefined : root.value(answers);
    return value === null && errors.length > 0 ? lostField(errors) : { layout: root.layout, value, errors };
  } catch (error) {
    return lostField([...errors, impossible(`\`${name}\``, error)]);
  }
}
