import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { UnorderedPool } from '../../subgraphs/common/unordered-pool.ts';
import { LASTING } from './node-exchange.ts';

export interface DrainOptions {
  /** Maximum time to answer requests in flight, in milliseconds. */
  readonly deadlineMs: number;
  /**
   * Whether to wait until clients close their idle connections. A client may be sending a request on one right now,
   * which would be lost; a person who stops the gateway by hand prefers not to wait.
   */
  readonly waitForIdle: boolean;
  /** How long to accept connections first, in milliseconds (default 0), so that a balancer can read /readyz. */
  readonly leaveMs?: number;
}

export type Drain = ReturnType<typeof createDrain>;

/** Time after `keepAliveTimeout`, which clients receive, in which a request that was already sent may arrive. */
const UNDER_WAY_MS = 1_000;

/** Watches a server, to stop it without losing a request. */
export function createDrain(server: Server) {
  const answers = new UnorderedPool<ServerResponse>();
  let isDraining = false;
  let whenIdle = () => {};

  server.prependListener('request', (_request, response: ServerResponse) => {
    const place = answers.add(response);
    if (isDraining) hangUpAfter(response);
    const { socket } = response;
    response.once(LASTING, () => {
      // A subscriber comes again after the `retry` of its stream: on this connection it would subscribe here again.
      response.once('finish', () => isDraining && socket?.end());
    });
    response.on('close', () => {
      answers.delete(place);
      if (answers.size === 0) whenIdle();
    });
  });

  const idle = () =>
    new Promise<void>((resolve) => {
      if (answers.size === 0) resolve();
      else whenIdle = resolve;
    });

  return {
    get isDraining(): boolean {
      return isDraining;
    },
    /**
     * Sets `isDraining` at once. Then accepts no more connections, answers requests on the open ones with the header
     * `connection: close`, and closes them.
     * @returns the number of requests that were cut off at the deadline
     */
    async drain({ deadlineMs, waitForIdle, leaveMs = 0 }: DrainOptions): Promise<number> {
      isDraining = true;
      if (leaveMs > 0) await after(leaveMs).over;
      const deadline = after(deadlineMs);
      for (const response of answers) hangUpAfter(response);
      const closed = new Promise<void>((resolve) => {
        // `close` of http.Server closes idle connections first, and requests that their clients are sending are lost.
        NetServer.prototype.close.call(server, () => resolve());
      });
      const kept = after(waitForIdle ? server.keepAliveTimeout + UNDER_WAY_MS : 0);
      await Promise.race([closed, deadline.over, kept.over.then(idle)]);
      deadline.clear();
      kept.clear();
      const cut = answers.size;
      server.closeAllConnections();
      return cut;
    },
  };
}

/** Closes the connection after the answer; if the headers are already sent, when the connection is idle. */
function hangUpAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

function after(ms: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  return { over: promise, clear: () => clearTimeout(timer) };
}
