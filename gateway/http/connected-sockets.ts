import type { WebSocket } from 'ws';

/** How many are connected at most, in all and from one address. */
const MAX_SOCKETS = { all: 5_000, ofAddress: 200 };
/** How long a socket without operations stays connected, in milliseconds. */
const IDLE_MS = 60_000;
/** RFC 6455, section 7.4.1: all is well. */
const NORMAL = 1000;

/** The WebSockets that are connected, and how many operations each has. */
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
    /** @returns the status by which one more from this address is refused; undefined where there is room */
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
    /** @param change 1 where an operation begins, -1 where it ends; a socket that has none for a while is closed */
    count(socket: WebSocket, change: 1 | -1): void {
      const entry = entries.get(socket);
      if (!entry) return;
      entry.operations += change;
      clearTimeout(entry.idle);
      if (entry.operations === 0) entry.idle = closeWhenIdle(socket);
    },
  };
}
