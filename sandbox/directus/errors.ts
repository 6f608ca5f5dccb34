/** An error as Directus throws it: a code, an HTTP status, and what it adds to `extensions`. */
export class DirectusError extends Error {
  override readonly name = 'DirectusError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Not allowed, or not there: Directus does not distinguish the two. */
export function forbidden(reason?: string): DirectusError {
  if (reason === undefined) return new DirectusError(403, 'FORBIDDEN', "You don't have permission to access this.");
  return new DirectusError(403, 'FORBIDDEN', reason, { reason });
}

/** An argument that cannot be. */
export function invalidQuery(reason: string): DirectusError {
  return new DirectusError(400, 'INVALID_QUERY', `Invalid query. ${reason}.`, { reason });
}

/** A body that is no GraphQL request, or two credentials at once. */
export function invalidPayload(reason: string): DirectusError {
  return new DirectusError(400, 'INVALID_PAYLOAD', `Invalid payload. ${reason}.`, { reason });
}

/** A token that no user has. */
export function invalidCredentials(): DirectusError {
  return new DirectusError(401, 'INVALID_CREDENTIALS', 'Invalid user credentials.');
}

/** A document that the caller's schema refuses; `errors` are GraphQL's own. */
export function invalidDocument(errors: readonly unknown[]): DirectusError {
  return new DirectusError(400, 'GRAPHQL_VALIDATION', 'GraphQL validation error.', { errors });
}

/** A document that cannot be executed as it was sent. */
export function invalidExecution(errors: readonly string[]): DirectusError {
  return new DirectusError(400, 'GRAPHQL_EXECUTION', 'GraphQL execution error.', { errors });
}

/** A method that a route does not take. */
export function methodNotAllowed(current: string, allowed: readonly string[]): DirectusError {
  const names = allowed.map((method) => `"${method}"`).join(', ');
  const message = `Invalid method "${current}" used. Should be one of ${names}.`;
  return new DirectusError(405, 'METHOD_NOT_ALLOWED', message, { allowed, current });
}

/** A path that nothing answers at. */
export function routeNotFound(path: string): DirectusError {
  return new DirectusError(404, 'ROUTE_NOT_FOUND', `Route ${path} doesn't exist.`, { path });
}

/** What Directus says of an error that is none of its own, to whoever is no administrator. */
export const UNEXPECTED = {
  message: 'An unexpected error occurred.',
  extensions: { code: 'INTERNAL_SERVER_ERROR' },
} as const;
