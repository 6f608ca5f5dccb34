import { setTimeout as wait } from 'node:timers/promises';
import type { GraphQLError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { property } from '../../common/json.ts';
import { upstreamError } from '../../contract/errors.ts';
import type { Follower } from '../../contract/upstream.ts';

export interface FeedsOptions {
  /** Directus's URL: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** The name of Directus's session cookie. */
  readonly sessionCookie: string;
  /** Timeout of connecting and of the answer to a ping, in milliseconds. */
  readonly timeoutMs: number;
}

/** Directus's events of changes: one connection for each token, for as long as it has followers. */
export class Feeds {
  readonly #options: FeedsOptions;
  readonly #feeds = new Map<string | undefined, Feed>();

  constructor(options: FeedsOptions) {
    this.#options = options;
  }

  /**
   * Follows a collection's changes.
   * @param token the token whose permissions apply; undefined: the public role's
   * @returns a function that stops it, once Directus is connected
   * @throws GraphQLError if Directus cannot be connected
   */
  follow(token: string | undefined, collection: string, follower: Follower): Promise<() => void> {
    const feed = this.#feeds.get(token) ?? new Feed(this.#options, token, () => this.#feeds.delete(token));
    this.#feeds.set(token, feed);
    return feed.follow(collection, follower);
  }

  close(): void {
    for (const feed of this.#feeds.values()) feed.close();
  }
}

/** The followers of one collection, and the end of its subscription. */
interface Followed {
  readonly followers: Set<Follower>;
  readonly stop: () => void;
}

/**
 * One caller's connection to Directus's events. Once it was connected, it reconnects when the connection is lost, and
 * subscribes again. Directus does not repeat events: followers are notified of the time range in which they may have
 * missed events.
 */
class Feed {
  readonly #client: Client;
  readonly #onIdle: () => void;
  readonly #followed = new Map<string, Followed>();
  #connected = settled(Promise.withResolvers<void>());
  #wasConnected = false;
  #lostAt: Date | undefined;

  /** @param onIdle runs when the last follower has left, or can receive no more events */
  constructor(options: FeedsOptions, token: string | undefined, onIdle: () => void) {
    this.#onIdle = onIdle;
    this.#client = this.#connect(options, token);
  }

  async follow(collection: string, follower: Follower): Promise<() => void> {
    const followed = this.#followed.get(collection) ?? this.#listen(collection);
    followed.followers.add(follower);
    await this.#connected.promise;
    return () => this.#leave(collection, followed, follower);
  }

  close(): void {
    void this.#client.dispose();
  }

  /**
   * Creates a client that connects with its first subscription, and disconnects after its last. Directus 11 reads the
   * token in `connection_init` if WEBSOCKETS_GRAPHQL_AUTH is `handshake`, and in the session cookie if it is `public` or
   * `strict`: it is sent in both. Only subscriptions use it: a query would crash Directus 12.
   */
  #connect({ url, sessionCookie, timeoutMs }: FeedsOptions, token: string | undefined): Client {
    const headers = token === undefined ? {} : { cookie: `${sessionCookie}=${token}` };
    class Upgraded extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers, handshakeTimeout: timeoutMs, followRedirects: false });
      }
    }
    let pong: NodeJS.Timeout | undefined;
    const client: Client = createClient({
      url: `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/graphql`,
      webSocketImpl: Upgraded,
      ...(token !== undefined && { connectionParams: { access_token: token } }),
      connectionAckWaitTimeout: timeoutMs,
      keepAlive: PING_MS,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: (end) => this.#wasConnected && refusalOf(end) === undefined,
      async retryWait(retries) {
        const waitMs = Math.min(RETRY_MS.first * 2 ** retries, RETRY_MS.most);
        await wait(waitMs / 2 + (Math.random() * waitMs) / 2, undefined, { ref: false });
      },
      on: {
        connected: () => this.#onConnected(),
        ping(isReceived) {
          if (!isReceived) pong = setTimeout(() => client.terminate(), timeoutMs).unref();
        },
        pong: () => clearTimeout(pong),
        closed: () => {
          clearTimeout(pong);
          this.#onLost();
        },
      },
    });
    return client;
  }

  #onConnected(): void {
    const since = this.#lostAt;
    this.#wasConnected = true;
    this.#lostAt = undefined;
    this.#connected.resolve();
    if (!since) return;
    for (const { followers } of this.#followed.values()) for (const each of followers) each.missed(since, new Date());
  }

  #onLost(): void {
    if (!this.#wasConnected || this.#lostAt) return;
    this.#lostAt = new Date();
    this.#connected = settled(Promise.withResolvers<void>());
  }

  #listen(collection: string): Followed {
    const field = `${collection}_mutated`;
    const followers = new Set<Follower>();
    const stop = this.#client.subscribe(
      { query: `subscription { ${field} { key event } }` },
      {
        next({ data }) {
          const change = property(data, field);
          const event = EVENTS[property(change, 'event') as keyof typeof EVENTS];
          if (event) for (const each of followers) each.changed({ key: String(property(change, 'key')), event });
        },
        error: (end) => this.#fail(collection, followers, end),
        complete: () => undefined,
      },
    );
    const followed = { followers, stop };
    this.#followed.set(collection, followed);
    return followed;
  }

  /** @param end Directus's errors, or why the connection ended for good */
  #fail(collection: string, followers: ReadonlySet<Follower>, end: unknown): void {
    const error = Array.isArray(end)
      ? upstreamError('directus', 'FORBIDDEN', 'You may not follow this, or Directus does not have it.')
      : (refusalOf(end) ??
        upstreamError('directus', 'UPSTREAM_UNREACHABLE', 'Directus cannot be reached: subscribe again later.'));
    if (!Array.isArray(end)) this.#connected.reject(error);
    this.#drop(collection);
    for (const each of followers) each.failed(error);
  }

  #leave(collection: string, { followers, stop }: Followed, follower: Follower): void {
    if (!followers.delete(follower) || followers.size > 0) return;
    stop();
    if (this.#followed.get(collection)?.followers === followers) this.#drop(collection);
  }

  #drop(collection: string): void {
    this.#followed.delete(collection);
    if (this.#followed.size === 0) this.#onIdle();
  }
}

/** Marks a rejection as handled, as possibly nothing waits for the promise. */
function settled(resolvers: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  resolvers.promise.catch(() => undefined);
  return resolvers;
}

/** Interval of pings, in milliseconds. */
const PING_MS = 15_000;
/** First and greatest wait before reconnecting, in milliseconds: it doubles, less a jitter of up to a half. */
const RETRY_MS = { first: 500, most: 30_000 };
const EVENTS = { create: 'CREATED', update: 'UPDATED', delete: 'DELETED' } as const;

/** The close code of graphql-ws's servers for a caller without access. */
const FORBIDDEN = 4403;

/**
 * Returns the error of a connection that Directus refuses; undefined if connecting again can help. Directus answers the
 * upgrade with HTTP 401 to an invalid token, and with another 4xx if WebSockets are off.
 */
function refusalOf(end: unknown): GraphQLError | undefined {
  const [, status] = /Unexpected server response: (4\d\d)/.exec(String(property(end, 'message'))) ?? [];
  if (status === '401')
    return upstreamError('directus', 'UPSTREAM_UNAUTHENTICATED', 'Directus no longer accepts the credential.');
  if (status !== undefined)
    return upstreamError('directus', 'UPSTREAM_FAILED', 'Directus reports no changes: its WebSockets are not enabled.');
  if (property(end, 'code') !== FORBIDDEN) return undefined;
  const message =
    'Directus reports changes only to callers with a Directus token: its WEBSOCKETS_GRAPHQL_AUTH is not "public".';
  return upstreamError('directus', 'FORBIDDEN', message);
}
