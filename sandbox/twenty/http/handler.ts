import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalidToken } from '../errors.ts';
import { AmbiguousOperation, execute, type Service } from '../graphql/execute.ts';
import type { TwentyRequest } from '../graphql/request.ts';
import { answerMetadata } from '../metadata/answer.ts';
import { isObject } from '../model/column.ts';
import { type Caller, callerOf } from './auth.ts';

/** What is sent back: JSON, or plain text where Twenty breaks before it gets to JSON, or nothing, ever. */
type Reply = { readonly status: number; readonly body: unknown } | 'silence';

const HEALTHY = { status: 'ok', info: {}, error: {}, details: {} };

/** Handles what a gateway asks of Twenty: `POST /graphql`, `POST /metadata`, `GET /client-config`, `GET /healthz`. */
export function createHandler(service: Service, apiKey: string, appVersion: string | undefined) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://twenty');
    if (pathname === '/healthz') return send(response, { status: 200, body: HEALTHY });
    if (pathname === '/client-config') return send(response, { status: 200, body: { appVersion } });
    if (pathname !== '/graphql' && pathname !== '/metadata') {
      return send(response, { status: 404, body: `Cannot ${request.method} ${pathname}` });
    }
    if (request.method !== 'POST') return send(response, { status: 405, body: 'Method Not Allowed' });
    const text = await readText(request);
    const caller = callerOf(request.headers.authorization, apiKey);
    send(response, pathname === '/graphql' ? replyTo(service, text, caller) : replyToMetadata(service, text, caller));
  };
}

function replyTo(service: Service, text: string, caller: Caller): Reply {
  return withBody(text, caller, (request) => {
    try {
      return { status: 200, body: execute(caller === 'apiKey' ? service : undefined, request) };
    } catch (error) {
      if (error instanceof AmbiguousOperation) return { status: 500, body: 'Internal Server Error' };
      throw error;
    }
  });
}

function replyToMetadata(service: Service, text: string, caller: Caller): Reply {
  return withBody(text, caller, (request) => ({
    status: 200,
    body: answerMetadata(service.workspace.model.metadata, request, caller === 'apiKey'),
  }));
}

/** Reads a request's body the way Twenty does, and lets only a GraphQL request through to `answer`. */
function withBody(text: string, caller: Caller, answer: (request: TwentyRequest) => Reply): Reply {
  const body = parseJson(text === '' ? '{}' : text);
  if (body === undefined) return badRequest({ statusCode: 400, message: 'Unexpected token', error: 'Bad Request' });
  if (caller === 'impostor') return { status: 200, body: { errors: [invalidToken()] } };
  if (Array.isArray(body)) return badRequest({ errors: [{ message: 'Batching is not supported.' }] });
  // An empty body makes the GraphQL server wait for one that was read long ago.
  if (isObject(body) && Object.keys(body).length === 0) return 'silence';
  if (!isObject(body) || typeof body.query !== 'string') {
    return badRequest({ errors: [{ message: 'Must provide query string.' }] });
  }
  const { query, variables, operationName } = body;
  return answer({
    query,
    variables: isObject(variables) ? variables : {},
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
  });
}

function badRequest(body: unknown): Reply {
  return { status: 400, body };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return;
  const isText = typeof reply.body === 'string';
  const bytes = Buffer.from(isText ? reply.body : JSON.stringify(reply.body));
  response.writeHead(reply.status, {
    'content-type': `${isText ? 'text/plain' : 'application/json'}; charset=utf-8`,
    'content-length': bytes.byteLength,
  });
  response.end(bytes);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
