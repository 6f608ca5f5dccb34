import { type ExecutionResult, isNonNullType } from 'graphql';
import { errorAt } from '../errors.ts';
import type { PlainField } from '../layout.ts';
import type { FieldRequest, OperationRequest } from '../request.ts';
import type { Came } from '../upstream.ts';
import { complete, type Reading } from './dialect/assemble.ts';
import { type Outcome, type Session, settle } from './dialect/conversation.ts';
import { forbidden, labelOf } from './dialect/errors.ts';
import type { CompiledRoot } from './dialect/root.ts';
import { compileRoot, type DirectusServer, orRefusal } from './dialect/roots.ts';

export interface AnswerOptions extends Session {
  /** Where files can be had: URL of Directus, or of what stands in front of it. */
  readonly assetBase: string;
}

type Result = ExecutionResult<Record<string, unknown>>;

/** Answers an operation of the graph from Directus, all of its roots in one request. What fails is null with an error at its path. */
export async function answerOperation({ fields }: OperationRequest, session: AnswerOptions): Promise<Came> {
  const { queryLimitMax = Number.MAX_SAFE_INTEGER, assetBase } = session;
  const server = { queryLimitMax, assetBase };
  const outcomes = await settle(
    fields.map((field) => compile(field, server)),
    session,
  );
  return { plain: plainFields(outcomes), read: () => readAll(fields, outcomes) };
}

/** The fields as Directus gave them; undefined where something went wrong with one of them, or was left out. */
function plainFields(outcomes: readonly Outcome[]): readonly PlainField[] | undefined {
  const fields: PlainField[] = [];
  for (const outcome of outcomes) {
    if ('error' in outcome || outcome.faults.length > 0 || outcome.answers.includes(undefined)) return undefined;
    const field = outcome.root.plain?.(outcome.answers);
    if (!field) return undefined;
    fields.push(field);
  }
  return fields;
}

function readAll(fields: readonly FieldRequest[], outcomes: readonly Outcome[]): Result {
  const reading: Reading = { errors: [] };
  const data: Record<string, unknown> = Object.create(null);
  for (const [index, field] of fields.entries()) {
    const outcome = outcomes[index];
    if (outcome) data[field.responseKey] = readRoot(field, outcome, reading);
  }
  return reading.errors.length > 0 ? { data, errors: reading.errors } : { data };
}

function compile(field: FieldRequest, server: DirectusServer): CompiledRoot {
  if (field.name === '__typename') return { asks: [], read: () => 'Query', locate: () => [] };
  return orRefusal(() => compileRoot(field, server));
}

function readRoot(field: FieldRequest, outcome: Outcome, reading: Reading): unknown {
  const { responseKey, name, definition } = field;
  const path = { key: responseKey, before: undefined };
  const { root } = outcome;
  if ('faults' in outcome) {
    const at = outcome.faults.map(({ error, path: [, ...rest] }) =>
      errorAt(error, [responseKey, ...root.locate(rest)]),
    );
    reading.errors.push(...at);
  }
  return complete({ label: `\`${name}\``, required: isNonNullType(definition.type) }, reading, path, () => {
    if ('error' in outcome) throw outcome.error;
    if (outcome.answers.includes(undefined)) throw forbidden(labelOf(`\`${name}\``, field.args));
    return root.read(outcome.answers, reading, path);
  });
}
