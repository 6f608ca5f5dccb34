import type { GraphQLError } from 'graphql';
import { upstreamError } from '../../errors.ts';
import type { Follower } from '../../upstream.ts';
import { connectSocket, type Socket, type SocketOptions } from './socket.ts';

export interface FeedOptions extends Omit<SocketOptions, 'onOpen' | 'onClosed'> {
  /** How long it waits before it connects again, in milliseconds: longer each time, with a jitter of up to a half. */
  readonly retryMs?: { readonly first: number; readonly most: number };
  /** Runs when there are no more followers, or no events can come: the feed has ended. */
  readonly onIdle: () => void;
}

/** One caller's connection to Directus's events; it reconnects when the connection is lost. */
export interface Feed {
  follow(collection: string, follower: Follower): Promise<() => void>;
  close(): void;
}

const RETRY_MS = { first: 500, most: 30_000 };

/** Directus does not repeat events: followers are notified of the time in which events may have been missed. */
export function openFeed({ retryMs = RETRY_MS, onIdle, ...options }: FeedOptions): Feed {
  const followers = new Map<string, Set<Follower>>();
  const stops = new Map<string, () => void>();
  let isOver = false;
  let lostAt: Date | undefined;
  let attempts = 0;
  let timer: NodeJS.Timeout | undefined;
  let opened = Promise.withResolvers<void>();
  let socket = connect();

  const everyone = () => [...followers.values()].flatMap((each) => [...each]);

  function connect(): Socket {
    return connectSocket({
      ...options,
      onOpen() {
        attempts = 0;
        const since = lostAt;
        lostAt = undefined;
        opened.resolve();
        if (since) for (const follower of everyone()) follower.missed(since, new Date());
      },
      onClosed: closed,
    });
  }

  function closed({ refusal }: { readonly refusal: GraphQLError | undefined }): void {
    if (isOver) return;
    if (refusal || (attempts === 0 && lostAt === undefined && !socket.wasOpen)) {
      over(refusal ?? unreachable());
      return;
    }
    lostAt ??= new Date();
    opened = settled(Promise.withResolvers<void>());
    const waitMs = Math.min(retryMs.first * 2 ** attempts, retryMs.most);
    attempts += 1;
    timer = setTimeout(
      () => {
        timer = undefined;
        socket = connect();
        for (const collection of followers.keys()) listen(collection);
      },
      waitMs / 2 + (Math.random() * waitMs) / 2,
    ).unref();
  }

  function over(error?: GraphQLError): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    onIdle();
    socket.close();
    if (!error) return;
    opened.reject(error);
    for (const follower of everyone()) follower.failed(error);
  }

  function listen(collection: string): void {
    const each = () => followers.get(collection) ?? [];
    const stop = socket.listen(collection, {
      changed(change) {
        for (const follower of each()) follower.changed(change);
      },
      refused(error) {
        for (const follower of each()) follower.failed(error);
      },
    });
    stops.set(collection, stop);
  }

  function leave(collection: string, follower: Follower): void {
    const others = followers.get(collection);
    if (!others?.delete(follower) || others.size > 0) return;
    followers.delete(collection);
    stops.get(collection)?.();
    stops.delete(collection);
    if (followers.size === 0) over();
  }

  settled(opened);
  return {
    async follow(collection, follower) {
      const others = followers.get(collection) ?? new Set();
      followers.set(collection, others.add(follower));
      if (others.size === 1 && !timer) listen(collection);
      await opened.promise;
      return () => leave(collection, follower);
    },
    close: () => over(),
  };
}

/** Marks a rejection as handled, for a promise that nothing may wait for. */
function settled(resolvers: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  resolvers.promise.catch(() => undefined);
  return resolvers;
}

function unreachable(): GraphQLError {
  return upstreamError('directus', 'UPSTREAM_UNREACHABLE', 'Directus cannot be reached: subscribe again later.');
}
