import type { GraphQLError } from 'graphql';
import { upstreamError } from '../../contract/errors.ts';
import type { Follower } from '../../contract/upstream.ts';
import { connectSocket, type Socket, type SocketOptions } from './socket.ts';

export interface FeedsOptions extends Omit<SocketOptions, 'token' | 'onOpen' | 'onClosed'> {
  /** First and greatest wait before reconnecting, in milliseconds: it doubles, less a jitter of up to a half. */
  readonly retryMs?: { readonly first: number; readonly most: number };
}

/** Directus's events of changes: one connection for each token. */
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
    const feed =
      this.#feeds.get(token) ?? new Feed({ ...this.#options, token, onIdle: () => this.#feeds.delete(token) });
    this.#feeds.set(token, feed);
    return feed.follow(collection, follower);
  }

  async close(): Promise<void> {
    for (const feed of this.#feeds.values()) feed.end();
  }
}

interface FeedOptions extends FeedsOptions, Pick<SocketOptions, 'token'> {
  /** Runs when the feed ends: it has no more followers, or can receive no more events. */
  readonly onIdle: () => void;
}

const RETRY_MS = { first: 500, most: 30_000 };

/**
 * One caller's connection to Directus's events; it reconnects when the connection is lost. Directus does not repeat events:
 * followers are notified of the time range in which they may have missed events.
 */
class Feed {
  readonly #options: FeedOptions;
  readonly #followers = new Map<string, Set<Follower>>();
  readonly #stops = new Map<string, () => void>();
  #isOver = false;
  #lostAt: Date | undefined;
  #attempts = 0;
  #timer: NodeJS.Timeout | undefined;
  #opened = settled(Promise.withResolvers<void>());
  #socket: Socket;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#socket = this.#connect();
  }

  async follow(collection: string, follower: Follower): Promise<() => void> {
    const others = this.#followers.get(collection) ?? new Set();
    this.#followers.set(collection, others.add(follower));
    if (others.size === 1 && !this.#timer) this.#listen(collection);
    await this.#opened.promise;
    return () => this.#leave(collection, follower);
  }

  end(error?: GraphQLError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#options.onIdle();
    this.#socket.close();
    if (!error) return;
    this.#opened.reject(error);
    for (const follower of this.#everyone()) follower.failed(error);
  }

  #everyone(): Follower[] {
    return [...this.#followers.values()].flatMap((each) => [...each]);
  }

  #connect(): Socket {
    return connectSocket({
      ...this.#options,
      onOpen: () => this.#onOpen(),
      onClosed: ({ refusal }) => this.#onClosed(refusal),
    });
  }

  #onOpen(): void {
    const since = this.#lostAt;
    this.#attempts = 0;
    this.#lostAt = undefined;
    this.#opened.resolve();
    if (since) for (const follower of this.#everyone()) follower.missed(since, new Date());
  }

  #onClosed(refusal: GraphQLError | undefined): void {
    if (this.#isOver) return;
    const hadNone = this.#attempts === 0 && this.#lostAt === undefined && !this.#socket.wasOpen;
    if (refusal || hadNone) {
      this.end(refusal ?? unreachable());
      return;
    }
    this.#lostAt ??= new Date();
    this.#opened = settled(Promise.withResolvers<void>());
    const { first, most } = this.#options.retryMs ?? RETRY_MS;
    const waitMs = Math.min(first * 2 ** this.#attempts, most);
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.#reconnect(), waitMs / 2 + (Math.random() * waitMs) / 2).unref();
  }

  #reconnect(): void {
    this.#timer = undefined;
    this.#socket = this.#connect();
    for (const collection of this.#followers.keys()) this.#listen(collection);
  }

  #listen(collection: string): void {
    const each = () => this.#followers.get(collection) ?? [];
    const stop = this.#socket.listen(collection, {
      changed(change) {
        for (const follower of each()) follower.changed(change);
      },
      refused(error) {
        for (const follower of each()) follower.failed(error);
      },
    });
    this.#stops.set(collection, stop);
  }

  #leave(collection: string, follower: Follower): void {
    const others = this.#followers.get(collection);
    if (!others?.delete(follower) || others.size > 0) return;
    this.#followers.delete(collection);
    this.#stops.get(collection)?.();
    this.#stops.delete(collection);
    if (this.#followers.size === 0) this.end();
  }
}

/** Marks a rejection as handled, as possibly nothing waits for the promise. */
function settled(resolvers: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  resolvers.promise.catch(() => undefined);
  return resolvers;
}

function unreachable(): GraphQLError {
  return upstreamError('directus', 'UPSTREAM_UNREACHABLE', 'Directus cannot be reached: subscribe again later.');
}
