import { createServer, type RequestListener, type Server } from 'node:http';

const SECOND = 1_000;

/** How long a client may take to send a request, and how much of it may be headers, in milliseconds and bytes. */
const BOUNDS = { headersTimeout: 10 * SECOND, requestTimeout: 30 * SECOND, maxHeaderSize: 16 * 1024 };

/**
 * A server of Node's that waits for no slow client: HTTP 408 past the times, 431 past the size. Requests whose length is
 * told in two ways, by which one could hide in another, are 400, as Node's parser is strict.
 */
export function createNodeServer(listener: RequestListener): Server {
  return createServer({ ...BOUNDS, insecureHTTPParser: false }, listener);
}
