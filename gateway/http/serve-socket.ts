import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { hasTooManyObjects } from './decode.ts';
import type { Upgrade } from './upgrade.ts';

/** The connection's data that the protocol's handlers receive. */
export interface Extra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  /** The request that opened the socket. */
  readonly upgrade: Upgrade;
}

/** Interval of pings, in milliseconds. A client that does not answer before the next ping is disconnected. */
const PING_MS = 12_000;
/** Maximum size of the messages that wait for a client to read them, in bytes: until then it is not read from. */
const MAX_UNREAD_BYTES = 1_000_000;

/**
 * Serves graphql-transport-ws over one socket. Results are sent no faster than the client's system accepts them, and a
 * client that reads none of them is not read from: each message of `ping` would add an answer to those that wait. The
 * adapter of graphql-ws (`graphql-ws/use/ws`) does the same, but writes every error of a socket to standard error: a
 * client could fill the log with invalid frames.
 */
export function serveSocket(protocol: Server<Extra>, extra: Extra): void {
  const { socket } = extra;
  const failed = () => socket.close(CloseCode.InternalServerError, 'Internal server error');
  socket.on('error', () => socket.terminate());
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) return resolve();
          socket.send(text, (error) => {
            if (socket.bufferedAmount <= MAX_UNREAD_BYTES) socket.resume();
            if (error) reject(error);
            else resolve();
          });
          if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.pause();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage(listener) {
        socket.on('message', (data) => {
          if (socket.readyState !== socket.OPEN) return;
          const message = String(data);
          if (hasTooManyObjects(message)) socket.close(CloseCode.BadRequest, 'Too many objects');
          else listener(message).catch(failed);
        });
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
