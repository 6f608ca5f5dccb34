import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { freePort } from '../ports.ts';
import { startChild, untilReady } from './child.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Stands between an edge and a gateway, counts what the gateway is asked, and answers some paths itself. */
export interface Origin {
  readonly url: string;
  /** What was asked so far: `GET /graphql?…`. */
  readonly asked: string[];
  /** Where the gateway answers; undefined: it is stopped, and its connections break. */
  gateway: string | undefined;
  /** Answers a path in place of the gateway. */
  answer(path: string, listener: RequestListener): void;
  close(): void;
}

export async function startOrigin(): Promise<Origin> {
  const asked: string[] = [];
  const answers = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const own = answers.get(request.url?.split('?', 1)[0] ?? '');
    if (own) return own(request, response);
    if (origin.gateway === undefined) return request.socket.destroy();
    const { hostname, port } = new URL(origin.gateway);
    const { method, url: path, headers } = request;
    const passed = send({ hostname, port, method, path, headers }, (answered: IncomingMessage) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      pipeline(answered, response, () => {});
    });
    passed.on('error', () => response.destroy());
    pipeline(request, passed, () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin: Origin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    gateway: undefined,
    answer: (path, listener) => void answers.set(path, listener),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return origin;
}

/** The worker of examples/edge in workerd, as `npm run example:edge` starts it. */
export interface Edge {
  readonly url: string;
  close(): Promise<void>;
}

/** @param token with which tags are purged */
export async function startEdge(origin: Origin, token: string): Promise<Edge> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, GATEWAY_URL: origin.url, PORT: String(port), PURGE_TOKEN: token };
  const child = startChild({ name: 'the edge', command: 'npm', args: ['run', 'example:edge'], cwd: ROOT, env });
  await untilReady(child, async () => (await fetch(`${url}/purge`)).status === 405, 180_000);
  return { url, close: child.stop };
}
