import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, parse } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { formatResult } from '../errors.ts';
import type { AddressOf } from '../identity/caller.ts';
import { isRefused } from '../identity/errors.ts';
import type { Identify } from '../identity/index.ts';
import { BODY_BYTES } from '../limits/bounds.ts';
import { type AnswerExchange, Exchange } from '../pipeline/index.ts';
import type { Admission } from './admission.ts';
import { ClientAbortSignal } from './client-abort.ts';
import { type ConnectedSockets, createConnectedSockets } from './connected-sockets.ts';
import { parametersOf } from './decode.ts';
import { type Extra, serveSocket } from './serve-socket.ts';
import { answersOf, Refusal } from './socket-answers.ts';
import { headersOf, type Origins, type Upgrade, upgradeOf } from './upgrade.ts';

export interface WebSocketsOptions extends Origins {
  readonly answer: AnswerExchange;
  /** Admits an operation until its answer begins; returns undefined if the limit is reached. */
  readonly admit: Admission['admit'];
  readonly identify: Identify;
  readonly addressOf: AddressOf;
}

/** The server of WebSockets. */
export type WebSockets = ReturnType<typeof createWebSockets>;

/** Time limit for a client to send `connection_init`, in milliseconds. */
const INIT_MS = 10_000;
/** RFC 6455 and its registry of close codes: "service restart", "try again later". */
const RESTART = 1012;
const TRY_AGAIN = 1013;

/** Answers operations of graphql-transport-ws by the pipeline, with the credential of their connection. */
export function createWebSockets(options: WebSocketsOptions) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: BODY_BYTES,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  const connected = createConnectedSockets();
  const protocol = createProtocol(options, connected);
  let isDraining = false;

  function refusalOf(upgrade: Upgrade, address: string): string | undefined {
    if (upgrade.path !== '/graphql') return '404 Not Found';
    if (isDraining) return '503 Service Unavailable';
    return upgrade.isAllowed ? connected.refusalOf(address) : '403 Forbidden';
  }

  return {
    /** Listener of Node's `upgrade` event. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const upgrade = upgradeOf(request, options);
      const address = addressOfUpgrade(options, upgrade);
      const refusal = refusalOf(upgrade, address);
      if (refusal !== undefined) {
        // Node no longer handles the socket's errors: without this, a client that hangs up now would end the process.
        socket.on('error', () => socket.destroy());
        socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (accepted) => {
        connected.add(accepted, address, socket);
        serveSocket(protocol, { socket: accepted, upgrade });
      });
    },
    /**
     * Closes all sockets with "service restart", so that clients connect again, at random moments.
     * @param spreadMs the period for all of them, in milliseconds
     */
    drain(spreadMs: number): void {
      isDraining = true;
      for (const socket of connected) {
        setTimeout(() => socket.close(RESTART, 'Connect again'), Math.random() * spreadMs);
      }
    },
    /** Terminates the remaining sockets. */
    close(): void {
      for (const socket of connected) socket.terminate();
    },
  };
}

function addressOfUpgrade({ addressOf }: WebSocketsOptions, { headers, remoteAddress }: Upgrade): string {
  return addressOf(headers, remoteAddress) ?? '';
}

/** Makes the handlers of graphql-transport-ws's messages. */
function createProtocol(options: WebSocketsOptions, connected: ConnectedSockets) {
  const { answer, admit, identify } = options;
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_MS,
    async onConnect({ connectionParams, extra: { socket, upgrade } }) {
      try {
        await identify(headersOf(upgrade, connectionParams), addressOfUpgrade(options, upgrade));
        return true;
      } catch (error) {
        const code = error instanceof GraphQLError ? String(error.extensions.code) : 'INTERNAL_SERVER_ERROR';
        socket.close(isRefused(error) ? CloseCode.Forbidden : TRY_AGAIN, code);
        return false;
      }
    },
    // The pipeline reads the operation. This document only selects a stream of results.
    onSubscribe: () => ({ document: ANY }) as ExecutionArgs,
    subscribe: () => ({}),
    onOperation({ connectionParams, extra: { socket, upgrade } }, _id, payload) {
      const headers = headersOf(upgrade, connectionParams);
      const signal = new ClientAbortSignal();
      const exchange = new Exchange({
        ...{ protocol: 'socket', method: 'POST', headers, remoteAddress: upgrade.remoteAddress, signal },
        read: () => parametersOf(payload),
        breakOff: () => socket.terminate(),
      });
      connected.count(socket, 1);
      return answersOf(signal, {
        async answer() {
          const leave = admit();
          if (!leave) throw new Refusal([OVERLOADED]);
          return answer(exchange).finally(leave);
        },
        onAgain: () => socket.close(RESTART, 'Subscribe again'),
        onOver: () => connected.count(socket, -1),
      });
    },
    onNext: (_context, _id, _payload, _args, result) => formatResult(result as ExecutionResult),
    onError(_context, _id, _payload, [error]) {
      const refusal = error && 'originalError' in error ? error.originalError : undefined;
      return refusal instanceof Refusal ? refusal.errors : undefined;
    },
  });
}

const OVERLOADED = {
  message: 'The gateway is overloaded: try again in 1 s.',
  extensions: { code: 'OVERLOADED', retryAfterSeconds: 1 },
};

const ANY = parse('subscription { any }');
