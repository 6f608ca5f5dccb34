import { type ASTNode, GraphQLError } from 'graphql';

/** Stable codes of upstream errors, as `extensions.code`. */
export type UpstreamErrorCode =
  /** The upstream could not be reached: refused, reset, unknown host. */
  | 'UPSTREAM_UNREACHABLE'
  /** It did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** Its answer is no GraphQL answer, or an error without another code. */
  | 'UPSTREAM_FAILED'
  /** It refused the request: too many requests. */
  | 'UPSTREAM_RATE_LIMITED'
  /** Too many requests wait for it: the gateway refuses more for the moment. */
  | 'UPSTREAM_OVERLOADED'
  /** It refused the gateway's or the caller's credentials. */
  | 'UPSTREAM_UNAUTHENTICATED'
  /** The client closed its connection before the answer. */
  | 'REQUEST_CANCELLED'
  /** The caller may not read or write this. */
  | 'FORBIDDEN'
  /** An argument is invalid or out of bounds. */
  | 'BAD_USER_INPUT';

/**
 * Builds an error of an upstream, at the path of the lost value.
 * @param path response keys and list indexes from the root of the executed operation
 * @param cause the original error, for the log: clients never get it
 */
export function upstreamError(
  upstream: string,
  code: UpstreamErrorCode,
  message: string,
  options: { path?: ReadonlyArray<string | number>; cause?: unknown; extensions?: Record<string, unknown> } = {},
): GraphQLError {
  const { path, cause, extensions } = options;
  const error = new GraphQLError(message, {
    ...(path && { path }),
    extensions: { ...extensions, code, upstream },
  });
  // Not `originalError`: that marks an error as unexpected, and hides its message from the client.
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** Whether an upstream could not answer. A cached answer may then be served. */
export function isUpstreamFault({ extensions }: GraphQLError): boolean {
  return String(extensions.code).startsWith('UPSTREAM_');
}

/** Returns the same error at another path. @param nodes its location in the document */
export function errorAt(
  { message, extensions, originalError }: GraphQLError,
  path: readonly (string | number)[],
  nodes: readonly ASTNode[] | ASTNode | null = null,
): GraphQLError {
  return new GraphQLError(message, { path, extensions, originalError, nodes });
}
