import { GraphQLError, Kind } from 'graphql';
import { type UpstreamErrorCode, upstreamError } from '../../errors.ts';
import { OUTAGES } from '../client/outages.ts';
import { GIVEN_UP } from '../client/pool.ts';
import { OVERLOADED } from '../client/resource-queue.ts';

/** What went wrong, as far as a client needs to know: no statement, host or credential is in it. */
const MESSAGES = {
  UPSTREAM_UNREACHABLE: 'The analytics database cannot be reached.',
  UPSTREAM_TIMEOUT: 'The analytics database took too long to answer.',
  UPSTREAM_OVERLOADED: 'Too many statements wait for the analytics database already: ask again in a moment.',
  UPSTREAM_UNAUTHENTICATED: "The analytics database refused the gateway's login.",
  UPSTREAM_FAILED: 'The analytics database could not answer.',
  BAD_USER_INPUT: 'A text holds a character that the database cannot look for (U+0000).',
} as const satisfies Partial<Record<UpstreamErrorCode, string>>;

type Code = keyof typeof MESSAGES;

/**
 * Error codes of the driver and SQLSTATEs, whole or by class (PostgreSQL, appendix A), that mean more than a failed
 * statement.
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

/** An error of an execution, at its path, with a code. Errors that have one already say what a client can do. */
export function attributed(error: GraphQLError): GraphQLError {
  // A compiled query's errors have no extensions where what was thrown has none.
  if (error.extensions?.code !== undefined) return error;
  // A value that its scalar refuses: graphql-js names the variable, which is none that the client has sent.
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

/** What was thrown outside of an execution, with a code as `attributed` gives it. */
export function attributedCause(error: unknown): unknown {
  if (error instanceof GraphQLError || !(error instanceof Error)) return error;
  return attributed(new GraphQLError(error.message, { originalError: error }));
}

/** When to ask again, where what failed knows it: while the database is away, it is asked nothing for a while. */
function hintOf(error: unknown): { extensions?: { retryAfterSeconds: number } } {
  if (!(error instanceof Error)) return {};
  if (!('retryAfterMs' in error)) return hintOf(error.cause);
  return { extensions: { retryAfterSeconds: Math.ceil(Number(error.retryAfterMs) / 1000) } };
}

/** The code of what a statement failed by: drizzle wraps the driver's error, the driver the socket's. */
export function codeOf(error: unknown): Code {
  if (!(error instanceof Error)) return 'UPSTREAM_FAILED';
  if ('code' in error && typeof error.code === 'string') {
    const code = CODES[error.code] ?? CODES[error.code.slice(0, 3)] ?? CODES[error.code.slice(0, 2)];
    if (code) return code;
  }
  return codeOf(error.cause);
}
