import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { SOCKET_MESSAGES, UNFINISHED_BYTES } from '../limits/bounds.ts';
import { createBursts } from '../limits/burst.ts';

/** Maximum number of connected sockets, in total and from one address. */
const MAX_SOCKETS = { all: 5_000, ofAddress: 200 };
/** Maximum size of a frame's header, in bytes: RFC 6455, section 5.2. */
const FRAME_HEADER = 14;
/** Time after which a socket without operations is closed, in milliseconds. */
const IDLE_MS = 60_000;
/** Time for a client that sends too much to read why its socket is closed, in milliseconds. */
const CLOSE_MS = 1_000;
/** RFC 6455, section 7.4.1: normal closure, and a message that violates a policy. */
const NORMAL = 1000;
const VIOLATION = 1008;

/** The connected WebSockets, each with the number of its operations. */
export type ConnectedSockets = ReturnType<typeof createConnectedSockets>;

interface ConnectedSocket {
  readonly address: string;
  idle: NodeJS.Timeout;
  operations: number;
  /** Size of its message that has arrived in part, in bytes. */
  unfinished: number;
}

export function createConnectedSockets() {
  const entries = new Map<WebSocket, ConnectedSocket>();
  const messages = createBursts('socket-messages');
  let unfinished = 0;

  function receive(entry: ConnectedSocket, bytes: number): void {
    entry.unfinished += bytes;
    unfinished += bytes;
    if (unfinished <= UNFINISHED_BYTES) return;
    const [[socket] = []] = [...entries].toSorted(([, one], [, other]) => other.unfinished - one.unfinished);
    socket?.terminate();
  }

  const closeWhenIdle = (socket: WebSocket) => setTimeout(() => socket.close(NORMAL, 'Idle'), IDLE_MS).unref();

  return {
    [Symbol.iterator]: () => entries.keys(),
    /** @returns the status that refuses one more socket from this address; undefined where one more is allowed */
    refusalOf(address: string): string | undefined {
      if (entries.size >= MAX_SOCKETS.all) return '503 Service Unavailable';
      const own = [...entries.values()].filter((each) => each.address === address);
      return own.length >= MAX_SOCKETS.ofAddress ? '429 Too Many Requests' : undefined;
    },
    /**
     * Adds a socket until it is closed: here too, where its address sends more than `SOCKET_MESSAGES`, or where it has
     * the largest of too many messages that have arrived in part.
     */
    add(socket: WebSocket, address: string, connection: Duplex): void {
      const entry = { address, idle: closeWhenIdle(socket), operations: 0, unfinished: 0 };
      let isOver = false;
      function finish(message: RawData): void {
        const bytes = Buffer.isBuffer(message) ? message.length : 0;
        receive(entry, -Math.min(entry.unfinished, bytes + FRAME_HEADER));
        isOver ||= messages.take(address, 1 + bytes / 4_096, SOCKET_MESSAGES).exceeded;
        if (!isOver) return;
        // Its client's answer is not waited for: what it sends until then costs time, too.
        socket.pause();
        if (socket.readyState !== socket.OPEN) return;
        socket.close(VIOLATION, 'Too many messages');
        setTimeout(() => socket.terminate(), CLOSE_MS).unref();
      }
      socket.on('message', finish).on('ping', finish).on('pong', finish);
      // Before ws reads the bytes, and emits the messages in them.
      connection.prependListener('data', ({ length }: Buffer) => receive(entry, length));
      entries.set(socket, entry);
      socket.once('close', () => {
        clearTimeout(entry.idle);
        entries.delete(socket);
        receive(entry, -entry.unfinished);
      });
    },
    /** @param change 1 where an operation begins, -1 where it ends; an idle socket is closed after `IDLE_MS` */
    count(socket: WebSocket, change: 1 | -1): void {
      const entry = entries.get(socket);
      if (!entry) return;
      entry.operations += change;
      clearTimeout(entry.idle);
      if (entry.operations === 0) entry.idle = closeWhenIdle(socket);
    },
  };
}
