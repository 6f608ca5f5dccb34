import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AddressOf } from '../identity/caller.ts';
import { isRefused } from '../identity/errors.ts';
import type { Identify } from '../identity/index.ts';
import { BODY_BYTES } from '../limits/bounds.ts';
import type { Admission } from './admission.ts';
import type { Lasting } from './lasting.ts';
import { answersOf, Refusal } from './socket-answers.ts';
import { type Origins, requestOf, type Upgrade, upgradeOf } from './socket-request.ts';
import { type Extra, speak } from './speak.ts';

export interface WebSocketsOptions extends Origins {
  /** Answers a request, as over HTTP. */
  readonly answer: (request: Request, connection: Connection) => Promise<Response>;
  /** Takes a place for an operation until its answer begins; undefined where there is none. */
  readonly admit: Admission['admit'];
  readonly identify: Identify;
  readonly addressOf: AddressOf;
}

/** What Yoga is told of a connection, as of one of Node's. */
export interface Connection extends Lasting {
  readonly req: { readonly socket: { readonly remoteAddress: string | undefined } };
}

/** Everyone who is connected by a WebSocket. */
export interface WebSockets {
  /** For Node: what wants to be another protocol. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Tells all to connect again, elsewhere: not all at the same moment.
   * @param spreadMs over how long, in milliseconds
   */
  drain(spreadMs: number): void;
  /** Ends all that is left. */
  close(): void;
}

/** How many are connected at most, in all and from one address. */
const MAX_SOCKETS = { all: 5_000, ofAddress: 200 };
/** How long one may be connected that has not said who it is, in milliseconds. */
const INIT_MS = 10_000;
/** How long one may be connected that asks for nothing, in milliseconds. */
const IDLE_MS = 60_000;

/** RFC 6455 and its registry of close codes: all is well, "service restart", "try again later". */
const NORMAL = 1000;
const RESTART = 1012;
const TRY_AGAIN = 1013;

/**
 * Answers operations by graphql-transport-ws: each as a request over HTTP with the credential of its connection, so that
 * the same is decided of it by the same.
 */
export function createWebSockets({ answer, admit, identify, addressOf, ...origins }: WebSocketsOptions): WebSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: BODY_BYTES,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  const connected = new Map<WebSocket, { readonly address: string; idle: NodeJS.Timeout; operations: number }>();
  let isDraining = false;

  const addressOfUpgrade = ({ headers, remoteAddress }: Upgrade) => addressOf(headers, remoteAddress) ?? '';

  function turnedAway(upgrade: Upgrade): string | undefined {
    if (isDraining || connected.size >= MAX_SOCKETS.all) return '503 Service Unavailable';
    if (!upgrade.isAllowed) return '403 Forbidden';
    const address = addressOfUpgrade(upgrade);
    const own = [...connected.values()].filter((each) => each.address === address);
    return own.length >= MAX_SOCKETS.ofAddress ? '429 Too Many Requests' : undefined;
  }

  function idleSoon(socket: WebSocket): NodeJS.Timeout {
    return setTimeout(() => socket.close(NORMAL, 'Idle'), IDLE_MS).unref();
  }

  /** @param change 1 where an operation begins, -1 where it ends */
  function count(socket: WebSocket, change: 1 | -1): void {
    const known = connected.get(socket);
    if (!known) return;
    known.operations += change;
    clearTimeout(known.idle);
    if (known.operations === 0) known.idle = idleSoon(socket);
  }

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_MS,
    async onConnect({ connectionParams, extra: { socket, upgrade } }) {
      try {
        await identify(requestOf(upgrade, connectionParams).headers, addressOfUpgrade(upgrade));
        return true;
      } catch (error) {
        const code = error instanceof GraphQLError ? String(error.extensions.code) : 'INTERNAL_SERVER_ERROR';
        socket.close(isRefused(error) ? CloseCode.Forbidden : TRY_AGAIN, code);
        return false;
      }
    },
    // What is asked is read where all requests are: here it is only known to be for that.
    onSubscribe: () => ({ document: ANY }) as ExecutionArgs,
    subscribe: () => ({}),
    onOperation({ connectionParams, extra: { socket, upgrade } }, _id, payload) {
      const { remoteAddress } = upgrade;
      const res = { emit: () => false, destroy: () => socket.terminate() };
      const connection = { req: { socket: { remoteAddress } }, res };
      count(socket, 1);
      return answersOf(payload, {
        async send(body, signal) {
          const leave = admit();
          if (!leave) throw new Refusal([OVERLOADED]);
          const { request } = requestOf(upgrade, connectionParams, { body, signal });
          return answer(request(), connection).finally(leave);
        },
        onAgain: () => socket.close(RESTART, 'Subscribe again'),
        onOver: () => count(socket, -1),
      });
    },
    // It was written by the pipeline, and read again.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError(_context, _id, _payload, [error]) {
      const refusal = error && 'originalError' in error ? error.originalError : undefined;
      return refusal instanceof Refusal ? refusal.errors : undefined;
    },
  });

  return {
    upgrade(request, socket, head) {
      const upgrade = upgradeOf(request, origins);
      const refusal = upgrade.path === '/graphql' ? turnedAway(upgrade) : '404 Not Found';
      if (refusal !== undefined) {
        // Node has let go of it: without this, who hangs up now would end the process.
        socket.on('error', () => socket.destroy());
        socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (accepted) => {
        connected.set(accepted, { address: addressOfUpgrade(upgrade), idle: idleSoon(accepted), operations: 0 });
        accepted.once('close', () => {
          clearTimeout(connected.get(accepted)?.idle);
          connected.delete(accepted);
        });
        speak(protocol, { socket: accepted, upgrade });
      });
    },
    drain(spreadMs) {
      isDraining = true;
      for (const socket of connected.keys()) {
        setTimeout(() => socket.close(RESTART, 'Connect again'), Math.random() * spreadMs);
      }
    },
    close() {
      for (const socket of connected.keys()) socket.terminate();
    },
  };
}

const OVERLOADED = {
  message: 'The gateway has as much to do as it can: ask again in 1 s.',
  extensions: { code: 'OVERLOADED', retryAfterSeconds: 1 },
};

const ANY = parse('subscription { any }');
