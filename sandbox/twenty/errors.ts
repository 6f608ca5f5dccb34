/** What Twenty reports a user when it has nothing better to say. */
const STANDARD_MESSAGE = 'An error occurred.';

/** Codes that Twenty puts into `extensions.code`. */
type Code = 'BAD_USER_INPUT' | 'FORBIDDEN' | 'INTERNAL_SERVER_ERROR' | 'NOT_FOUND';

interface Extensions {
  readonly code: Code;
  readonly subCode?: string;
  /** A text, or the translation entry that Twenty leaves unresolved when the token is bad. */
  readonly userFriendlyMessage?: string | { readonly id: string; readonly message: string };
  /** The record that already holds a unique value, and of which object it is. */
  readonly conflictingRecordId?: string;
  readonly conflictingObjectNameSingular?: string;
}

/** An error as Twenty answers it: a message and extensions, never a path or a location. */
export class TwentyError extends Error {
  override readonly name = 'TwentyError';
  readonly extensions: Extensions;

  constructor(message: string, extensions: Extensions) {
    super(message);
    this.extensions = extensions;
  }

  toJSON() {
    return { message: this.message, extensions: this.extensions };
  }
}

/** The request is wrong. `subCode` says which part of it was being read. */
export function badInput(subCode: string, message: string, userFriendlyMessage = STANDARD_MESSAGE): TwentyError {
  return new TwentyError(message, { subCode, userFriendlyMessage, code: 'BAD_USER_INPUT' });
}

/** The request is wrong before any field of it was looked at. */
export function badRequest(message: string, userFriendlyMessage?: string): TwentyError {
  return new TwentyError(message, { ...(userFriendlyMessage && { userFriendlyMessage }), code: 'BAD_USER_INPUT' });
}

export function recordNotFound(): TwentyError {
  return new TwentyError('Record not found', {
    subCode: 'RECORD_NOT_FOUND',
    userFriendlyMessage: 'This record does not exist or has been deleted.',
    code: 'NOT_FOUND',
  });
}

/** Something broke inside: Twenty lets the message of the exception out as it is. */
export function internalError(message: string): TwentyError {
  return new TwentyError(message, { code: 'INTERNAL_SERVER_ERROR' });
}

/** Postgres refuses a value that is not of an enum. The schema's name is not what a real workspace has. */
export function invalidEnumInput(enumName: string, value: string): TwentyError {
  return badRequest(`invalid input value for enum ${enumName}: "${value}"`, 'Invalid input provided.');
}

export function invalidToken(): TwentyError {
  return new TwentyError('Invalid token type', {
    subCode: 'INVALID_JWT_TOKEN_TYPE',
    userFriendlyMessage: { id: 'XyOToQ', message: STANDARD_MESSAGE },
    code: 'FORBIDDEN',
  });
}

/** Whatever a field threw, as Twenty answers it. */
export function toTwentyError(error: unknown): TwentyError {
  if (error instanceof TwentyError) return error;
  return internalError(error instanceof Error ? error.message : 'Internal server error');
}
