import { type ExecutionResult, GraphQLError, isNonNullType } from 'graphql';
import type { FieldRequest, OperationRequest } from '../request.ts';
import { complete, type Reading } from './dialect/assemble.ts';
import { type Outcome, type Session, settle } from './dialect/conversation.ts';
import { errorAt, forbidden } from './dialect/errors.ts';
import type { CompiledRoot } from './dialect/root.ts';
import { compileRoot } from './dialect/roots.ts';

/** Answers an operation of the graph from Directus, all of its roots in one request. What fails is null with an error at its path. */
export async function answerOperation(
  { fields }: OperationRequest,
  session: Session & Pick<Reading, 'assetBase'>,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const outcomes = await settle(fields.map(compile), session);
  const reading: Reading = { errors: [], assetBase: session.assetBase };
  const data: Record<string, unknown> = Object.create(null);
  for (const [index, field] of fields.entries()) {
    const outcome = outcomes[index];
    if (outcome) data[field.responseKey] = readRoot(field, outcome, reading);
  }
  return reading.errors.length > 0 ? { data, errors: reading.errors } : { data };
}

/** What cannot be asked for is told when the answer is read, at its path. */
function compile(field: FieldRequest): CompiledRoot {
  if (field.name === '__typename') return { asks: [], read: () => 'Query', locate: () => [] };
  try {
    return compileRoot(field);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return {
      asks: [],
      read() {
        throw error;
      },
      locate: () => [],
    };
  }
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
    if (outcome.answers.includes(undefined)) throw forbidden(`\`${name}\``);
    return root.read(outcome.answers, reading, path);
  });
}
