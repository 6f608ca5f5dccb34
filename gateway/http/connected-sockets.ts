import type { RawData, WebSocket } from 'ws';
import { SOCKET_MESSAGES } from '../limits/bounds.ts';
import { createBursts } from '../limits/burst.ts';

/** Maximum number of connected sockets, in total and from one address. */
const MAX_SOCKETS = { all: 5_000, ofAddress: 200 };
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
}

export function createConnectedSockets() {
  const entries = new Map<WebSocket, ConnectedSocket>();
  const messages = createBursts('socket-messages');

  const closeWhenIdle = (socket: WebSocket) => setTimeout(() => socket.close(NORMAL, 'Idle'), IDLE_MS).unref();

  return {
    [Symbol.iterator]: () => entries.keys(),
    /** @returns the status that refuses one more socket from this address; undefined where one more is allowed */
    refusalOf(address: string): string | undefined {
      if (entries.size >= MAX_SOCKETS.all) return '503 Service Unavailable';
      const own = [...entries.values()].filter((each) => each.address === address);
      return own.length >= MAX_SOCKETS.ofAddress ? '429 Too Many Requests' : undefined;
    },
    /** Adds a socket until it is closed: here too, where its address sends more than `SOCKET_MESSAGES`. */
    add(socket: WebSocket, address: string): void {
      let isOver = false;
      function count(data: RawData): void {
        const size = 1 + String(data).length / 4_096;
        isOver ||= messages.take(address, size, SOCKET_MESSAGES).exceeded;
        if (!isOver) return;
        // Its client's answer is not waited for: what it sends until then costs time, too.
        socket.pause();
        if (socket.readyState !== socket.OPEN) return;
        socket.close(VIOLATION, 'Too many messages');
        setTimeout(() => socket.terminate(), CLOSE_MS).unref();
      }
      socket.on('message', count).on('ping', count).on('pong', count);
      entries.set(socket, { address, idle: closeWhenIdle(socket), operations: 0 });
      socket.once('close', () => {
        clearTimeout(entries.get(socket)?.idle);
        entries.delete(socket);
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
