import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createNodeServer } from '../../gateway/http/node-server.ts';
import type { TestGateway } from '../gateway.ts';
import { freePort } from '../ports.ts';

/** A gateway of a test on a port, WebSockets included. */
export async function serveSockets(gateway: TestGateway) {
  const server = createNodeServer(gateway.listener);
  server.on('upgrade', gateway.webSockets.upgrade);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    async close() {
      gateway.webSockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How a connection was closed. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A client by graphql-transport-ws, as a program has one; it does not connect again by itself. */
export function connectTo(
  { url }: { readonly url: string },
  { headers = {}, ...options }: Partial<ClientOptions> & { readonly headers?: Record<string, string> } = {},
): Client & { readonly closed: Promise<Closed> } {
  class Own extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers });
    }
  }
  const closed = Promise.withResolvers<Closed>();
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Own,
    retryAttempts: 0,
    lazy: true,
    ...options,
    on: { closed: (event) => closed.resolve(event as Closed) },
  });
  return { ...client, closed: closed.promise };
}

export type Result = FormattedExecutionResult | ExecutionResult;
