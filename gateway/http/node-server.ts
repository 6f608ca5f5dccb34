import { createServer, type RequestListener, type Server } from 'node:http';

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
}

const BOUNDS: RequestBounds = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  connectionsCheckingInterval: 5 * SECOND,
  maxHeaderSize: 16 * 1024,
};

/**
 * Creates a Node server that answers 408 to slow requests and 431 to large headers. Node's strict parser answers 400 to
 * a request that states its length in two ways, by which another request could be smuggled. Repeated headers are
 * joined, not dropped: two credentials stay two, whichever of them a proxy has checked.
 */
export function createNodeServer(listener: RequestListener, bounds: RequestBounds = BOUNDS): Server {
  return createServer({ ...bounds, insecureHTTPParser: false, joinDuplicateHeaders: true }, listener);
}
