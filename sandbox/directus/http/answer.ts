import type { ServerResponse } from 'node:http';
import { DirectusError, UNEXPECTED } from '../errors.ts';
import { DirectusErrors } from '../write/errors.ts';

/** What is answered to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Answers with JSON. */
export function json(value: unknown): Answer {
  const headers = { ...JSON_TYPE, 'cache-control': 'no-cache', vary: 'Origin, Cache-Control' };
  return { status: 200, headers, body: JSON.stringify(value) };
}

/** Answers with an error, as Directus writes one outside GraphQL. */
export function failure(error: unknown): Answer {
  if (error instanceof DirectusErrors) {
    const [first] = error.errors;
    return {
      status: first?.status ?? 500,
      headers: JSON_TYPE,
      body: JSON.stringify({ errors: error.errors.map(told) }),
    };
  }
  if (!(error instanceof DirectusError)) {
    return { status: 500, headers: JSON_TYPE, body: JSON.stringify({ errors: [UNEXPECTED] }) };
  }
  const { status, details } = error;
  return {
    status,
    headers: { ...JSON_TYPE, ...(Array.isArray(details.allowed) && { allow: details.allowed.join(', ') }) },
    body: JSON.stringify({ errors: [told(error)] }),
  };
}

function told({ message, details, code }: DirectusError) {
  return { message, extensions: { ...details, code } };
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'x-powered-by': 'Directus', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
