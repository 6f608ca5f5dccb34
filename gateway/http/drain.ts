import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { UnorderedPool } from '../../subgraphs/unordered-pool.ts';

export interface DrainOptions {
  /** How long requests in flight may take to be answered, in milliseconds. */
  readonly deadlineMs: number;
  /**
   * Whether to wait for clients to let go of the connections that they keep. Who keeps one may be sending a request on it
   * right now, which would be lost; whoever stops the gateway by hand would rather not wait.
   */
  readonly waitForIdle: boolean;
  /** For how long it goes on accepting connections before, in milliseconds (0): until a balancer that asks /readyz has seen it. */
  readonly leaveMs?: number;
}

export type Drain = ReturnType<typeof createDrain>;

/** For how long after `keepAliveTimeout`, which clients receive, a connection may bring a request that was under way. */
const UNDER_WAY_MS = 1_000;

/** Watches a server, to end it without losing a request. */
export function createDrain(server: Server) {
  const answers = new UnorderedPool<ServerResponse>();
  let isDraining = false;
  let whenIdle = () => {};

  server.prependListener('request', (_request, response: ServerResponse) => {
    const place = answers.add(response);
    if (isDraining) hangUpAfter(response);
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
     * Is draining at once; accepts no more connections, answers what comes on those that there are, each with the header
     * `connection: close`, and then closes them.
     * @returns how many requests were cut off at the deadline
     */
    async drain({ deadlineMs, waitForIdle, leaveMs = 0 }: DrainOptions): Promise<number> {
      isDraining = true;
      if (leaveMs > 0) await after(leaveMs).over;
      const deadline = after(deadlineMs);
      for (const response of answers) hangUpAfter(response);
      const closed = new Promise<void>((resolve) => {
        // That of http.Server hangs up on idle connections first, and what their clients are sending is lost.
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

/** The headers of an answer that has begun cannot change: its connection is closed when it is idle. */
function hangUpAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

function after(ms: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  return { over: promise, clear: () => clearTimeout(timer) };
}
