import { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';

const MESSAGES = {
  CREDENTIAL_MALFORMED: 'The Authorization header must read "Bearer <token>".',
  CREDENTIAL_UNKNOWN: 'The token is unknown: correct it, or omit the Authorization header.',
  CREDENTIAL_EXPIRED: 'The credential has expired: get a new one.',
  CREDENTIAL_REVOKED: 'The credential has been revoked: get a new one.',
  CREDENTIALS_CONFLICT:
    'The request holds more than one credential: send either the Authorization header or the cookie, once.',
} as const;

/** The reason of a refusal. */
export type CredentialCode = keyof typeof MESSAGES;

/** Makes the error for an invalid credential: HTTP 401, never an anonymous answer. It never repeats the credential. */
export function refused(code: CredentialCode, message: string = MESSAGES[code]): GraphQLError {
  const headers = { 'WWW-Authenticate': 'Bearer realm="chronos-graph"' };
  return requestError({ status: 401, headers }, code, message);
}

/** Returns whether an error refuses a credential; false where the credential cannot be checked, and for rate limits. */
export function isRefused(error: unknown): boolean {
  return error instanceof GraphQLError && String(error.extensions.code) in MESSAGES;
}

/** Returns whether an error means that a credential cannot be checked now. */
export function isUncheckable(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === UNCHECKABLE;
}

const UNCHECKABLE = 'IDENTITY_UNAVAILABLE';

/**
 * Makes the error for a credential that cannot be checked now: HTTP 503.
 * @param where the public name of the server that does not answer: "Directus"
 * @param cause the original error, for the log: clients never get it
 */
export function uncheckable(where: string, cause: unknown): GraphQLError {
  const http = { status: 503, headers: { 'Retry-After': '5' } };
  const message = `The credential cannot be checked now: ${where} does not answer. Try again later.`;
  const error = requestError(http, UNCHECKABLE, message);
  // Not `originalError`: that marks an error as unexpected, and hides its message from the client.
  error.cause = cause;
  return error;
}
