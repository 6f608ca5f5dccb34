import { type ExecutionResult, GraphQLError } from 'graphql';
import { errorAt } from '../contract/errors.ts';
import type { FieldRequest } from '../contract/request.ts';
import type { Layout } from './layout.ts';
import { compileReader } from './reader.ts';
import { createReading, errorsOf } from './reading.ts';

/** An upstream's answer to an operation: a field for each field of the request, in their order. */
export interface UpstreamResponse {
  readonly fields: readonly ResponseField[];
}

/** A root field of a response. */
export interface ResponseField {
  /** The layout of its value. */
  readonly layout: Layout;
  readonly value: unknown;
  /** The upstream's errors. Paths are keys of the graph's value; an error without a path concerns the whole field. */
  readonly errors: readonly GraphQLError[];
  /** Receives the errors that are found when the value is read. */
  readonly onErrors?: ((errors: readonly GraphQLError[]) => void) | undefined;
}

const UNCHANGED: Layout = { kind: 'value', isRequired: false };

/** Builds a field whose value is already in the graph's form. */
export function knownField(value: unknown, errors: readonly GraphQLError[] = []): ResponseField {
  return { layout: UNCHANGED, value, errors };
}

/** Builds a field whose value is lost. */
export function lostField(errors: readonly GraphQLError[]): ResponseField {
  return knownField(null, errors);
}

/** Answers a field. If this throws a GraphQLError, the field is null with this error. */
export async function orLost(answer: () => Promise<ResponseField>): Promise<ResponseField> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof GraphQLError) return lostField([error]);
    throw error;
  }
}

/** Reads a field's value in the graph's form, and all its errors. */
export function readField({ layout, value, errors, onErrors }: ResponseField): Pick<ResponseField, 'value' | 'errors'> {
  const reading = createReading([]);
  const read = compileReader(layout)(value, reading);
  if (reading.errors.length === 0) return { value: read, errors };
  const found = errorsOf(reading);
  onErrors?.(found);
  return { value: read, errors: [...errors, ...found] };
}

/** Converts a response to a result of GraphQL's execution. */
export function resultOf(
  requested: readonly FieldRequest[],
  { fields }: UpstreamResponse,
): ExecutionResult<Record<string, unknown>> {
  const data: Record<string, unknown> = Object.create(null);
  const errors: GraphQLError[] = [];
  for (const [nth, { responseKey }] of requested.entries()) {
    const field = fields[nth];
    if (!field) continue;
    const read = readField(field);
    data[responseKey] = read.value;
    for (const error of read.errors) errors.push(errorAt(error, [responseKey, ...(error.path ?? [])]));
  }
  return errors.length > 0 ? { data, errors } : { data };
}
