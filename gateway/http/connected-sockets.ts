import type { WebSocket } from 'ws';

/** Maximum number of connected sockets, in total and from one address. */
const MAX_SOCKETS = { all: 5_000, ofAddress: 200 };
/** Time after which a socket without operations is closed, in milliseconds. */
const IDLE_MS = 60_000;
/** RFC 6455, section 7.4.1: normal closure. */
const NORMAL = 1000;

/** The connected WebSockets, each with the number of its operations. */
export type ConnectedSockets = ReturnType<typeof createConnectedSockets>;

interface ConnectedSocket {
  readonly address: string;
  idle: NodeJS.Timeout;
  operations: number;
}

export function createConnectedSockets() {
  const entries = new Map<WebSocket, ConnectedSocket>();

  const closeWhenIdle = (socket: WebSocket) => setTimeout(() => socket.close(NORMAL, 'Idle'), IDLE_MS).unref();

  return {
    [Symbol.iterator]: () => entries.keys(),
    /** @returns the status that refuses one more socket from this address; undefined where one more is allowed */
    refusalOf(address: string): string | undefined {
      if (entries.size >= MAX_SOCKETS.all) return '503 Service Unavailable';
      const own = [...entries.values()].filter((each) => each.address === address);
      return own.length >= MAX_SOCKETS.ofAddress ? '429 Too Many Requests' : undefined;
    },
    /** Adds a socket until it is closed. */
    add(socket: WebSocket, address: string): void {
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
