import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Upgrade } from './socket-request.ts';

/** What the protocol knows of a connection beside its messages. */
export interface Extra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  /** By which it became one. */
  readonly upgrade: Upgrade;
}

/** How often it is seen whether a client is there, in milliseconds: who does not answer by the next time is not. */
const PING_MS = 12_000;

/**
 * Speaks graphql-transport-ws over one socket. What a client sends amiss closes its connection, and is no matter for a log;
 * what it is told is sent no faster than its system takes it.
 */
export function speak(protocol: Server<Extra>, extra: Extra): void {
  const { socket } = extra;
  const failed = () => socket.close(CloseCode.InternalServerError, 'Internal server error');
  socket.on('error', () => socket.terminate());
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) resolve();
          else socket.send(text, (error) => (error ? reject(error) : resolve()));
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage(listener) {
        socket.on('message', (data) => void listener(String(data)).catch(failed));
      },
    },
    extra,
  );

  let isThere = true;
  socket.on('pong', () => {
    isThere = true;
  });
  const ping = setInterval(() => {
    if (!isThere) socket.terminate();
    isThere = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_MS).unref();
  socket.once('close', (code, reason) => {
    clearInterval(ping);
    void closed(code, String(reason)).catch(() => undefined);
  });
}
