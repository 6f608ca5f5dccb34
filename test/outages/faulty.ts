import { once } from 'node:events';
import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What is done with a request in place of passing it on. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A server that stands before an upstream and passes on what it is asked, or does otherwise. */
export interface Faulty {
  /** How many requests have come since the fault was set. */
  readonly requests: number;
  /** Starts it. @returns its URL */
  before(url: string): Promise<string>;
  /** Where it listens, once it does. */
  readonly url: string;
  /** Passes a request on to the upstream. @param change what is made of the answer's JSON */
  pass(request: IncomingMessage, response: ServerResponse, change?: (body: unknown) => unknown): void;
  /** What it does from now on; undefined: it passes on. */
  break(fault: Fault | undefined): void;
  /** Stops listening, and breaks off what is under way, or listens again. */
  setDown(isDown: boolean): Promise<void>;
  close(): Promise<void>;
}

export function faulty(): Faulty {
  let upstream = '';
  let port = 0;
  let fault: Fault | undefined;
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (fault) fault(response, request);
    else pass(request, response);
  });

  const pass: Faulty['pass'] = (request, response, change) => {
    const { method, headers, url } = request;
    // A connection of its own: one that was idle may end at the moment of its next use.
    const passed = requestOf(`${upstream}${url}`, { method, headers, agent: false }, async (answer) => {
      const { statusCode = 500 } = answer;
      if (change) {
        const body = JSON.stringify(change(JSON.parse(await text(answer))));
        response.writeHead(statusCode, { 'content-type': 'application/json' }).end(body);
      } else {
        response.writeHead(statusCode, answer.headers);
        answer.pipe(response);
      }
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  };

  async function listen(): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get requests() {
      return requests;
    },
    async before(url) {
      upstream = url;
      await listen();
      return `http://127.0.0.1:${port}`;
    },
    pass,
    break(next) {
      requests = 0;
      fault = next;
    },
    setDown: (isDown) => (isDown ? stop() : listen()),
    close: stop,
  };
}

/** Answers with this. */
export const answers =
  (status: number, body: unknown, headers: Record<string, string> = {}): Fault =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Takes the request, and never answers. */
export const hangs: Fault = () => {};

/** Sends more of an answer as often as the client has taken what came before, and never ends. */
export const neverEnds: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    if (!response.destroyed) response.write(' '.repeat(10_000), () => setImmediate(more));
  };
  more();
};

/** Begins to answer, and goes no further. */
export const stalls: Fault = (response) => response.writeHead(200, { 'content-length': '100' }).write('{"data"');

/** Ends the connection before any byte of an answer. */
export const resets: Fault = (response) => response.destroy();
