import { randomUUID } from 'node:crypto';
import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  Kind,
} from 'graphql';
import type { YogaLogger } from 'graphql-yoga';
import type { OnError } from './observe/error-tracking.ts';

/** An error's settings of the HTTP response: `extensions.http`. */
export interface HttpExtension {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a client that accepts only application/json gets 200, by GraphQL over HTTP. */
  readonly spec?: boolean;
}

/**
 * Makes the error of a refused request.
 * @param http the status of the response
 * @param others further extensions
 */
export function requestError(http: number | HttpExtension, code: string, message: string, others = {}): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, ...others, http: typeof http === 'number' ? { status: http } : http },
  });
}

/** Converts any error to the error that a client may see. */
export type MaskError = (error: unknown) => GraphQLError;

/**
 * Masks unexpected errors: values other than a GraphQLError, and a GraphQLError whose original error is one. The client
 * gets an id, and the log has the error with the same id.
 * @param onError receives each masked error, too
 */
export function createMaskError(logger: Pick<YogaLogger, 'error'>, onError?: OnError): MaskError {
  return (error) => {
    if (isOfVariable(error)) return badVariable(error);
    if (isOurs(error)) return error;
    const id = randomUUID();
    logger.error(`Error ${id}:`, error);
    onError?.(error, { id });
    return masked(id, error);
  };
}

/** Masks the errors of a result, or of a part of one. */
export function maskResult<Result extends ExecutionResult>(result: Result, maskError: MaskError): Result {
  return withErrors(result, maskError) as Result;
}

/** Makes the result of an operation that failed completely, with all errors of an AggregateError. */
export function failedResult(error: unknown, maskError: MaskError): ExecutionResult {
  return { errors: error instanceof AggregateError ? error.errors.map(maskError) : [maskError(error)] };
}

/** Formats a result for a client: removes the HTTP settings from its errors. */
export function formatResult(result: ExecutionResult): FormattedExecutionResult {
  return withErrors(result, formatError) as FormattedExecutionResult;
}

/** A result, or a part of an incremental one, which has errors in several places. */
interface Erroneous {
  readonly errors?: readonly GraphQLError[];
  readonly incremental?: readonly Erroneous[];
  readonly completed?: readonly Erroneous[];
}

/** Replaces each error. @returns the same result where it has no errors */
function withErrors(result: Erroneous, replace: (error: GraphQLError) => unknown): object {
  const { errors, incremental, completed } = result;
  if (!errors && !incremental && !completed) return result;
  const inAll = (parts: readonly Erroneous[]) => parts.map((part) => withErrors(part, replace));
  return {
    ...result,
    ...(errors && { errors: errors.map((error) => replace(error)) }),
    ...(incremental && { incremental: inAll(incremental) }),
    ...(completed && { completed: inAll(completed) }),
  };
}

function formatError(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...formatted } = error.toJSON();
  const { http: _, ...others } = extensions ?? {};
  return { ...formatted, ...(Object.keys(others).length > 0 && { extensions: others }) };
}

function masked(id: string, error: unknown): GraphQLError {
  const { nodes = null, path = null } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(`Something went wrong here. Its id in the log is ${id}.`, {
    nodes,
    path,
    // The error of one field does not change the status of the answer.
    extensions: { code: 'INTERNAL_SERVER_ERROR', id, ...(path === null && { http: { status: 500 } }) },
  });
}

/**
 * Returns whether graphql-js refused a variable's value for the whole request: the error has no code, and points to the
 * definition or, of a null in a directive, to its use.
 */
function isOfVariable(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError) || error.path || error.extensions.code !== undefined) return false;
  const kind = error.nodes?.[0]?.kind;
  return kind === Kind.VARIABLE_DEFINITION || kind === Kind.VARIABLE;
}

function badVariable({ message, nodes }: GraphQLError): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400, spec: true } };
  return new GraphQLError(message, { nodes: nodes ?? null, extensions });
}

/** Returns whether an error is the gateway's own; so must be its original error. */
function isOurs(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  return error.originalError === undefined || isOurs(error.originalError);
}
