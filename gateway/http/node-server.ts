import { createServer, type RequestListener, type Server } from 'node:http';

const SECOND = 1_000;

/** How slow and how large a request may be. */
export interface RequestBounds {
  /** How long its headers may take, in milliseconds. */
  readonly headersTimeout: number;
  /** How long all of it may take, in milliseconds. */
  readonly requestTimeout: number;
  /** How often those two are looked at, in milliseconds. */
  readonly connectionsCheckingInterval: number;
  /** Bytes of its headers. */
  readonly maxHeaderSize: number;
}

const BOUNDS: RequestBounds = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  connectionsCheckingInterval: 5 * SECOND,
  maxHeaderSize: 16 * 1024,
};

/**
 * A server of Node's that waits for no slow client: HTTP 408 past the times, 431 past the size. Requests whose length is
 * stated in two ways, by which one could hide in another, are 400, as Node's parser is strict. Of a header that is sent
 * twice nothing is dropped: two credentials are two, whichever of them a proxy has looked at.
 */
export function createNodeServer(listener: RequestListener, bounds: RequestBounds = BOUNDS): Server {
  return createServer({ ...bounds, insecureHTTPParser: false, joinDuplicateHeaders: true }, listener);
}
