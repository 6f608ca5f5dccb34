import { GraphQLError } from 'graphql';

/** A response over HTTP, before a server makes a `Response` of it. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null: none. */
  readonly body: Uint8Array<ArrayBuffer> | string | null;
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** Makes a response of JSON that no cache stores. */
export function jsonResponse(status: number, body: unknown, headers: PlainResponse['headers'] = {}): PlainResponse {
  return { status, headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) };
}

/** Makes a response of one error, in the shape of the graph's errors. */
export function errorResponse(
  status: number,
  code: string,
  message: string,
  headers: PlainResponse['headers'] = {},
): PlainResponse {
  return jsonResponse(status, { errors: [{ message, extensions: { code } }] }, headers);
}

/** HTTP statuses of failures of an upstream, by code. Others: 502. */
const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  UPSTREAM_UNREACHABLE: 503,
  UPSTREAM_OVERLOADED: 503,
  UPSTREAM_TIMEOUT: 504,
};

/**
 * Makes the response to an error: with the status and headers of its `extensions.http`, else with the status of its code.
 * @throws unknown what is no GraphQLError, unchanged
 */
export function responseTo(error: unknown): PlainResponse {
  if (!(error instanceof GraphQLError)) throw error;
  const { code, http } = error.extensions;
  const { status = STATUSES[String(code)] ?? 502, headers = {} } = (http ?? {}) as Partial<PlainResponse>;
  return errorResponse(status, String(code), error.message, headers);
}
