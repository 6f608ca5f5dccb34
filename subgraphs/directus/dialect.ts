import { type ExecutionResult, isNonNullType } from 'graphql';
import { errorAt } from '../errors.ts';
import type { FieldRequest, OperationRequest } from '../request.ts';
import { complete, type Reading } from './dialect/assemble.ts';
import { type Outcome, type Session, settle } from './dialect/conversation.ts';
import { forbidden, labelOf } from './dialect/errors.ts';
import type { CompiledRoot } from './dialect/root.ts';
import { compileRoot, orRefusal } from './dialect/roots.ts';

export interface AnswerOptions extends Session, Pick<Reading, 'assetBase'> {
  /** The most rows that Directus gives at once, its QUERY_LIMIT_MAX: 100 or more. None where it has no such limit. */
  readonly queryLimitMax?: number;
}

/** Answers an operation of the graph from Directus, all of its roots in one request. What fails is null with an error at its path. */
export async function answerOperation(
  { fields }: OperationRequest,
  session: AnswerOptions,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const { queryLimitMax = Number.MAX_SAFE_INTEGER } = session;
  const outcomes = await settle(
    fields.map((field) => compile(field, queryLimitMax)),
    session,
  );
  const reading: Reading = { errors: [], assetBase: session.assetBase };
  const data: Record<string, unknown> = Object.create(null);
  for (const [index, field] of fields.entries()) {
    const outcome = outcomes[index];
    if (outcome) data[field.responseKey] = readRoot(field, outcome, reading);
  }
  return reading.errors.length > 0 ? { data, errors: reading.errors } : { data };
}

function compile(field: FieldRequest, queryLimitMax: number): CompiledRoot {
  if (field.name === '__typename') return { asks: [], read: () => 'Query', locate: () => [] };
  return orRefusal(() => compileRoot(field, queryLimitMax));
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
