import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as send } from 'undici';
import type { Recorded } from './messages.ts';

/** A server that answers from memory for another one. */
export interface Front {
  /** `http://127.0.0.1:41234`. */
  readonly url: string;
  /** How many GraphQL requests it was asked since it was last told to count from zero. */
  count: number;
  /** What those were, where it is told to keep that. */
  recorded: Recorded[] | undefined;
  /** How long an answer is held back, in milliseconds. */
  delayMs: number;
  /** Hangs up on everybody and refuses connections, or listens again where it was. */
  setAway(isAway: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export interface FrontOptions {
  /** Who answers what has not been asked before, by the first part of the path: `{ graphql: 'http://127.0.0.1:8055' }`. */
  readonly origins: Readonly<Record<string, string>>;
  /** What is answered with JSON of its own, by path: `/users/me`. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

/**
 * Starts a server that asks another one only once for the same body, path and credentials, and from then on answers from
 * memory: it costs whoever asks the same, and little. What it is asked may only read.
 */
export async function startFront({ origins, fixed = {} }: FrontOptions): Promise<Front> {
  const answers = new Map<string, Answer>();

  async function answerTo(request: IncomingMessage, path: string, body: string): Promise<Answer> {
    const key = `${path}\n${request.headers.authorization ?? ''}\n${body}`;
    const known = answers.get(key);
    if (known) return known;
    const made = isFixed(path) ? ofJson(fixed[path]) : await ask(originOf(path), request, path, body);
    if (made.status === 200) answers.set(key, made);
    return made;
  }

  function isFixed(path: string): boolean {
    return Object.hasOwn(fixed, path);
  }

  function note({ headers }: IncomingMessage, path: string, body: string): void {
    front.count += 1;
    front.recorded?.push({ url: front.url + path, authorization: headers.authorization, body });
  }

  function originOf(path: string): string {
    const origin = origins[path.split('/', 2)[1] ?? ''];
    if (origin === undefined) throw new Error(`Nothing is served at ${path}.`);
    return origin;
  }

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1).join('');
    readText(request)
      .then((body) => {
        if (!isFixed(path)) note(request, path, body);
        return answerTo(request, path, body);
      })
      .then((answer) => {
        if (front.delayMs > 0) setTimeout(reply, front.delayMs, response, answer);
        else reply(response, answer);
      })
      .catch((error) => reply(response, { ...ofJson({ errors: [{ message: String(error) }] }), status: 500 }));
  });
  // A connection that is closed while a contestant waits for its turn would be an error of the benchmark's.
  server.keepAliveTimeout = 0;
  async function listen(port: number): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }

  async function close(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  const front: Front = {
    url: `http://127.0.0.1:${port}`,
    count: 0,
    recorded: undefined,
    delayMs: 0,
    setAway: (isAway) => (isAway ? close() : listen(port)),
    close,
  };
  return front;
}

async function ask(origin: string, { method, headers }: IncomingMessage, path: string, body: string): Promise<Answer> {
  const { authorization } = headers;
  const answer = await send(`${origin}${path}`, {
    method: method === 'GET' ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(authorization && { authorization }),
    },
    body: method === 'GET' ? null : body,
  });
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}

function ofJson(value: unknown): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(value)) };
}

function reply(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.byteLength });
  response.end(body);
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? ''));
    request.on('error', reject);
  });
}
