import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { errorResponse, type PlainResponse } from '../../subgraphs/common/plain-response.ts';
import { securityHeaders } from './security-headers.ts';

const SECOND = 1_000;

/** Bounds of a request's time and size. */
export interface RequestBounds {
  /** Maximum time to receive the headers, in milliseconds. */
  readonly headersTimeout: number;
  /** Maximum time to receive the whole request, in milliseconds. */
  readonly requestTimeout: number;
  /** Interval at which both are checked, in milliseconds. */
  readonly connectionsCheckingInterval: number;
  /** Maximum size of the headers, in bytes. */
  readonly maxHeaderSize: number;
  /** Maximum time in which a client reads nothing of an answer, in milliseconds. */
  readonly unreadTimeout: number;
  /** Maximum size of all answers that are written and not read yet, in bytes. */
  readonly unreadBytes: number;
}

const BOUNDS: RequestBounds = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  connectionsCheckingInterval: 5 * SECOND,
  maxHeaderSize: 16 * 1024,
  unreadTimeout: 30 * SECOND,
  unreadBytes: 128 * 1024 * 1024,
};

/**
 * Creates a Node server that answers 408 to slow requests and 431 to large headers, and disconnects clients that do not
 * read their answers. Node's strict parser answers 400 to a request that states its length in two ways, by which
 * another request could be smuggled. Repeated headers are joined, not dropped: two credentials stay two, whichever of
 * them a proxy has checked. An upgrade to another protocol than WebSocket is ignored, and the request answered: Java's
 * HttpClient offers HTTP/2 with each request.
 */
export function createNodeServer(listener: RequestListener, bounds: RequestBounds = BOUNDS): Server {
  const watchUnread = createUnreadWatch(bounds.unreadBytes);
  const server: Server = createServer(
    {
      ...bounds,
      insecureHTTPParser: false,
      joinDuplicateHeaders: true,
      shouldUpgradeCallback: ({ headers }) =>
        headers.upgrade?.toLowerCase() === 'websocket' && server.listenerCount('upgrade') > 0,
    },
    (request, response) => {
      if (!response.socket) return closeBefore(response, request.socket);
      toOriginForm(request);
      response.on('timeout', closeUnread).once('prefinish', () => watchUnread(response));
      return listener(request, response);
    },
  );
  server.timeout = bounds.unreadTimeout;
  return server;
}

/**
 * Closes a connection on which nothing happens, if its client does not read an answer: it would take the process's memory.
 * Node itself closes connections without a request in flight, unless the server listens to `timeout`.
 */
function closeUnread(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy();
}

/**
 * Bounds the memory of answers that clients do not read, or read very slowly: past the bound, the connection with the
 * largest is closed.
 * @returns a function to call with each response that is written
 */
function createUnreadWatch(maxBytes: number): (response: ServerResponse) => void {
  const unread = new Set<Socket>();
  return (response) => {
    const { socket } = response;
    if (!socket || socket.writableLength <= socket.writableHighWaterMark) return;
    unread.add(socket);
    response.once('close', () => unread.delete(socket));
    const bytes = [...unread].reduce((sum, each) => sum + each.writableLength, 0);
    if (bytes > maxBytes) [...unread].reduce((a, b) => (b.writableLength > a.writableLength ? b : a)).destroy();
  };
}

/**
 * Closes the connection in place of answering a request that was sent before the answer to the last one: one read of a
 * connection has up to 1,600 such requests, which would all begin at once. Clients repeat them (RFC 9112, section 9.3.2).
 */
function closeBefore(response: ServerResponse, connection: Socket): void {
  connection.pause();
  response.once('socket', (own: Socket) => own.destroySoon()).destroy();
}

/** Rewrites the target of a request to a proxy, which a server must accept too (RFC 9112, section 3.2.2). */
function toOriginForm(request: IncomingMessage): void {
  if (request.url?.startsWith('/')) return;
  const [, host, target = ''] = /^https?:\/\/([^/?]+)(.*)$/i.exec(request.url ?? '') ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = target.startsWith('/') ? target : `/${target}`;
}

/** Answers 400 where `Host` is not valid. Yoga would answer 500 with a stack trace. */
export function withValidHost(listener: RequestListener): RequestListener {
  return (request, response) => {
    const { headers, url } = request;
    if (URL.canParse(`http://${headers.host || 'localhost'}${url}`)) return listener(request, response);
    sendPlain(response, errorResponse(400, 'BAD_REQUEST', 'The header "Host" is not valid.'));
  };
}

/** Sends a response of JSON. */
export function sendPlain(response: ServerResponse, { status, headers, body }: PlainResponse): void {
  response.writeHead(status, { ...securityHeaders('application/json'), ...headers });
  response.end(body ?? undefined);
}
