import { GraphQLError } from 'graphql';

/** An HTTP response, before a server converts it to a `Response`. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null for no body. */
  readonly body: Uint8Array<ArrayBuffer> | string | null;
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** Builds a JSON response that no cache stores. */
export function jsonResponse(status: number, body: unknown, headers: PlainResponse['headers'] = {}): PlainResponse {
  return { status, headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) };
}

/** Builds a response with one error, in the shape of the graph's errors. */
export function errorResponse(
  status: number,
  code: string,
  message: string,
  headers: PlainResponse['headers'] = {},
): PlainResponse {
  return jsonResponse(status, { errors: [{ message, extensions: { code } }] }, headers);
}

/** Makes the error of a refused request, with its HTTP status. */
export function refusal(status: number, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}

/** HTTP statuses of an upstream's errors, by code; 502 for other codes. */
const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  UPSTREAM_UNREACHABLE: 503,
  UPSTREAM_OVERLOADED: 503,
  UPSTREAM_TIMEOUT: 504,
};

/**
 * Builds the response to an error: with the status and headers of its `extensions.http`, else its code's status.
 * @throws unknown any other error than a GraphQLError, unchanged
 */
export function responseTo(error: unknown): PlainResponse {
  if (!(error instanceof GraphQLError)) throw error;
  const { code, http } = error.extensions;
  const { status = STATUSES[String(code)] ?? 502, headers = {} } = (http ?? {}) as Partial<PlainResponse>;
  return errorResponse(status, String(code), error.message, headers);
}
