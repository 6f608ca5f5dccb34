import type { ServerResponse } from 'node:http';
import { DirectusError, UNEXPECTED } from '../errors.ts';

/** What is answered to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Answers with JSON. */
export function json(value: unknown, status = 200): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Origin, Cache-Control',
    },
    body: JSON.stringify(value),
  };
}

/** Answers with an error, as Directus writes one outside GraphQL. */
export function failure(error: unknown): Answer {
  if (!(error instanceof DirectusError)) return json({ errors: [UNEXPECTED] }, 500);
  const { status, message, details, code } = error;
  const answer = json({ errors: [{ message, extensions: { ...details, code } }] }, status);
  if (!Array.isArray(details.allowed)) return answer;
  return { ...answer, headers: { ...answer.headers, allow: details.allowed.join(', ') } };
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'x-powered-by': 'Directus', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
