import { GraphQLError, Kind } from 'graphql';
import { type UpstreamErrorCode, upstreamError } from '../../contract/errors.ts';
import { OUTAGES } from '../client/outages.ts';
import { GIVEN_UP } from '../client/pool.ts';
import { OVERLOADED } from '../client/resource-queue.ts';

/** Messages for clients. They contain no statement, host or credential. */
const MESSAGES = {
  UPSTREAM_UNREACHABLE: 'The analytics database cannot be reached.',
  UPSTREAM_TIMEOUT: 'The analytics database took too long to answer.',
  UPSTREAM_OVERLOADED: 'Too many statements wait for the analytics database already: try again in a moment.',
  UPSTREAM_UNAUTHENTICATED: "The analytics database refused the gateway's login.",
  UPSTREAM_FAILED: 'The analytics database could not answer.',
  BAD_USER_INPUT: 'A text contains a character that the database cannot search for (U+0000).',
} as const satisfies Partial<Record<UpstreamErrorCode, string>>;

type Code = keyof typeof MESSAGES;

/**
 * Codes for error codes of the driver and for SQLSTATEs, whole or by class (PostgreSQL, appendix A). All others are
 * UPSTREAM_FAILED.
 */
const CODES: Readonly<Record<string, Code>> = {
  ...Object.fromEntries(Array.from(OUTAGES, (code) => [code, 'UPSTREAM_UNREACHABLE'] as const)),
  CONNECTION_ENDED: 'UPSTREAM_UNREACHABLE',
  [GIVEN_UP]: 'UPSTREAM_TIMEOUT',
  [OVERLOADED]: 'UPSTREAM_OVERLOADED',
  '08': 'UPSTREAM_UNREACHABLE',
  '22021': 'BAD_USER_INPUT',
  '28': 'UPSTREAM_UNAUTHENTICATED',
  '57014': 'UPSTREAM_TIMEOUT',
  '57P': 'UPSTREAM_UNREACHABLE',
};

/** Adds a code and a message for clients to an execution's error. Returns errors that have a code unchanged. */
export function attributed(error: GraphQLError): GraphQLError {
  // An error of a compiled query has no extensions if the thrown error has none.
  if (error.extensions?.code !== undefined) return error;
  // A scalar refused a value. graphql-js names a variable in its message, but the client sent no such variable.
  if (error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) {
    return upstreamError('analytics', 'BAD_USER_INPUT', error.originalError?.message ?? error.message);
  }
  const code = codeOf(error.originalError);
  return upstreamError('analytics', code, MESSAGES[code], {
    ...(error.path && { path: error.path }),
    ...hintOf(error.originalError),
    cause: error.originalError ?? error,
  });
}

/** Adds a code to an error that was thrown outside of an execution, as `attributed` does. */
export function attributedCause(error: unknown): unknown {
  if (error instanceof GraphQLError || !(error instanceof Error)) return error;
  return attributed(new GraphQLError(error.message, { originalError: error }));
}

/** Returns when to retry, if the error has it: while the database is away, no statements are sent for some time. */
function hintOf(error: unknown): { extensions?: { retryAfterSeconds: number } } {
  if (!(error instanceof Error)) return {};
  if (!('retryAfterMs' in error)) return hintOf(error.cause);
  return { extensions: { retryAfterSeconds: Math.ceil(Number(error.retryAfterMs) / 1000) } };
}

/** Returns the code of a failed statement's error. Drizzle wraps the driver's error, the driver wraps the socket's. */
export function codeOf(error: unknown): Code {
  if (!(error instanceof Error)) return 'UPSTREAM_FAILED';
  if ('code' in error && typeof error.code === 'string') {
    const code = CODES[error.code] ?? CODES[error.code.slice(0, 3)] ?? CODES[error.code.slice(0, 2)];
    if (code) return code;
  }
  return codeOf(error.cause);
}
