import type { GraphQLError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { upstreamError } from '../../errors.ts';
import { property } from '../../json.ts';
import type { Follower } from '../../upstream.ts';

export interface SocketOptions {
  /** Where Directus answers: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** Whose permissions hold; undefined: everyone's. */
  readonly token: string | undefined;
  /** What Directus calls its session cookie. */
  readonly sessionCookie: string;
  /** How long it may take to be connected, and to answer that it still is, in milliseconds. */
  readonly timeoutMs: number;
  readonly onOpen: () => void;
  /** Told once, when it is no more; `refusal` where there is no use in coming again. */
  readonly onClosed: (end: { readonly refusal: GraphQLError | undefined }) => void;
}

/** One connection by graphql-transport-ws; what is listened to before it is open begins then. */
export interface Socket {
  readonly wasOpen: boolean;
  /** @returns stops listening */
  listen(collection: string, listener: Pick<Follower, 'changed'> & { refused(error: GraphQLError): void }): () => void;
  close(): void;
}

/** How often it is asked whether it still is connected, in milliseconds. */
const PING_MS = 15_000;
/** What graphql-ws's servers close with where the caller may not. */
const FORBIDDEN = 4403;
const EVENTS = { create: 'CREATED', update: 'UPDATED', delete: 'DELETED' } as const;

/**
 * Directus 11 takes a token in `connection_init` where WEBSOCKETS_GRAPHQL_AUTH is `handshake`, and as the session's cookie
 * where it is `public` or `strict`: it is sent both ways. Only subscriptions go this way: a query would crash Directus 12.
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
          // Errors of Directus come as a list; one of the connection is told when it closes.
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

/** Of a token that is not good, Directus answers HTTP 401 to the upgrade; where there are no WebSockets, another 4xx. */
function refusalOf(code: unknown, problem = ''): GraphQLError | undefined {
  const [, status] = /Unexpected server response: (4\d\d)/.exec(problem) ?? [];
  if (status === '401') return unauthenticated();
  if (status !== undefined) return unavailable();
  return code === FORBIDDEN ? closedToEveryone() : undefined;
}

function unauthenticated(): GraphQLError {
  return upstreamError('directus', 'UPSTREAM_UNAUTHENTICATED', 'Directus does not take the credential any more.');
}

function closedToEveryone(): GraphQLError {
  const message =
    'Directus tells changes to nobody without a token of its own: its WEBSOCKETS_GRAPHQL_AUTH is not "public".';
  return upstreamError('directus', 'FORBIDDEN', message);
}

function unavailable(): GraphQLError {
  return upstreamError('directus', 'UPSTREAM_FAILED', 'Directus tells no changes: its WebSockets are not enabled.');
}

function forbidden(): GraphQLError {
  return upstreamError('directus', 'FORBIDDEN', 'You may not follow this, or Directus does not have it.');
}
