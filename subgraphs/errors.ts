import { GraphQLError } from 'graphql';

/** Stable codes of what can go wrong behind the gateway, as `extensions.code`. */
export type UpstreamErrorCode =
  /** It could not be reached: refused, reset, unknown host. */
  | 'UPSTREAM_UNREACHABLE'
  /** It did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** It answered something that is no GraphQL answer, or an error of its own making. */
  | 'UPSTREAM_FAILED'
  /** It holds back: too many requests. */
  | 'UPSTREAM_RATE_LIMITED'
  /** So much is asked of it already that the gateway sends nothing more for the moment. */
  | 'UPSTREAM_OVERLOADED'
  /** It refused the gateway's or the caller's credentials. */
  | 'UPSTREAM_UNAUTHENTICATED'
  /** The client left before it was answered. */
  | 'REQUEST_CANCELLED'
  /** The caller may not read or write this. */
  | 'FORBIDDEN'
  /** The request asks for something that cannot be: a bad argument, a bound passed. */
  | 'BAD_USER_INPUT';

/**
 * An error of an upstream, at the path of what it cost.
 * @param path response keys and list indexes from the root of the operation that was executed
 * @param cause what really happened, for the log: it is never told to a client
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

/** Whether it says that an upstream could not answer, for which what it answered before may stand in. */
export function isUpstreamFault({ extensions }: GraphQLError): boolean {
  return String(extensions.code).startsWith('UPSTREAM_');
}

/** The same error at another path. */
export function errorAt(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  const { message, extensions, originalError } = error;
  return new GraphQLError(message, { path, extensions, ...(originalError && { originalError }) });
}
