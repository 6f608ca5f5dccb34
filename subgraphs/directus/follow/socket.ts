import type { GraphQLError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { property } from '../../common/json.ts';
import { upstreamError } from '../../contract/errors.ts';
import type { Follower } from '../../contract/upstream.ts';

export interface SocketOptions {
  /** Directus's URL: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** The token whose permissions apply; undefined: the public role's. */
  readonly token: string | undefined;
  /** The name of Directus's session cookie. */
  readonly sessionCookie: string;
  /** Timeout of connecting and of the answer to a ping, in milliseconds. */
  readonly timeoutMs: number;
  readonly onOpen: () => void;
  /** Runs once, when the connection has ended; `refusal` if reconnecting cannot help. */
  readonly onClosed: (end: { readonly refusal: GraphQLError | undefined }) => void;
}

/** One connection by graphql-transport-ws; earlier subscriptions start when it opens. */
export interface Socket {
  readonly wasOpen: boolean;
  /** @returns a function that stops listening */
  listen(collection: string, listener: Pick<Follower, 'changed'> & { refused(error: GraphQLError): void }): () => void;
  close(): void;
}

/** Interval of pings, in milliseconds. */
const PING_MS = 15_000;
/** The close code of graphql-ws's servers for a caller without access. */
const FORBIDDEN = 4403;
const EVENTS = { create: 'CREATED', update: 'UPDATED', delete: 'DELETED' } as const;

/**
 * Opens a connection. Directus 11 reads the token in `connection_init` if WEBSOCKETS_GRAPHQL_AUTH is `handshake`, and in the session
 * cookie if it is `public` or `strict`: it is sent in both. Only subscriptions use it: a query would crash Directus 12.
 */
export function connectSocket({ url, token, sessionCookie, timeoutMs, onOpen, onClosed }: SocketOptions): Socket {
  let wasOpen = false;
  let isClosing = false;
  let problem: string | undefined;
  let pong: NodeJS.Timeout | undefined;
  const headers = token === undefined ? {} : { cookie: `${sessionCookie}=${token}` };
  class Upgraded extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers, handshakeTimeout: timeoutMs, followRedirects: false });
    }
  }
  const client: Client = createClient({
    url: `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/graphql`,
    webSocketImpl: Upgraded,
    ...(token !== undefined && { connectionParams: { access_token: token } }),
    connectionAckWaitTimeout: timeoutMs,
    retryAttempts: 0,
    keepAlive: PING_MS,
    on: {
      connected() {
        wasOpen = true;
        onOpen();
      },
      error(error) {
        problem ??= String(property(error, 'message'));
      },
      ping(isReceived) {
        if (!isReceived) pong = setTimeout(() => client.terminate(), timeoutMs).unref();
      },
      pong: () => clearTimeout(pong),
      closed(event) {
        clearTimeout(pong);
        if (isClosing) return;
        isClosing = true;
        onClosed({ refusal: refusalOf(property(event, 'code'), problem) });
      },
    },
  });

  return {
    get wasOpen() {
      return wasOpen;
    },
    listen(collection, { changed, refused }) {
      const field = `${collection}_mutated`;
      return client.subscribe(
        { query: `subscription { ${field} { key event } }` },
        {
          next({ data }) {
            const change = property(data, field);
            const event = EVENTS[property(change, 'event') as keyof typeof EVENTS];
            if (event) changed({ key: String(property(change, 'key')), event });
          },
          // Directus's errors are a list; an error of the connection is reported when it closes.
          error(error) {
            if (Array.isArray(error)) refused(forbidden());
          },
          complete: () => undefined,
        },
      );
    },
    close() {
      isClosing = true;
      clearTimeout(pong);
      void client.dispose();
    },
  };
}

/** Directus answers the upgrade with HTTP 401 to an invalid token, and with another 4xx if WebSockets are off. */
function refusalOf(code: unknown, problem = ''): GraphQLError | undefined {
  const [, status] = /Unexpected server response: (4\d\d)/.exec(problem) ?? [];
  if (status === '401') return unauthenticated();
  if (status !== undefined) return unavailable();
  return code === FORBIDDEN ? closedToEveryone() : undefined;
}

function unauthenticated(): GraphQLError {
  return upstreamError('directus', 'UPSTREAM_UNAUTHENTICATED', 'Directus no longer accepts the credential.');
}

function closedToEveryone(): GraphQLError {
  const message =
    'Directus reports changes only to callers with a Directus token: its WEBSOCKETS_GRAPHQL_AUTH is not "public".';
  return upstreamError('directus', 'FORBIDDEN', message);
}

function unavailable(): GraphQLError {
  return upstreamError('directus', 'UPSTREAM_FAILED', 'Directus reports no changes: its WebSockets are not enabled.');
}

function forbidden(): GraphQLError {
  return upstreamError('directus', 'FORBIDDEN', 'You may not follow this, or Directus does not have it.');
}
