import type { Follower } from '../../upstream.ts';
import { type Feed, type FeedOptions, openFeed } from './feed.ts';

/** Directus's events of changes: one connection for each token. */
export interface Feeds {
  /**
   * @param token whose permissions hold; undefined: everyone's
   * @returns what stops it, once Directus is connected
   * @throws GraphQLError where it is not
   */
  follow(token: string | undefined, collection: string, follower: Follower): Promise<() => void>;
  close(): Promise<void>;
}

export function createFeeds(options: Omit<FeedOptions, 'token' | 'onIdle'>): Feeds {
  const feeds = new Map<string | undefined, Feed>();

  function open(token: string | undefined): Feed {
    const feed = openFeed({
      ...options,
      token,
      onIdle() {
        if (feeds.get(token) === feed) feeds.delete(token);
      },
    });
    feeds.set(token, feed);
    return feed;
  }

  return {
    follow: (token, collection, follower) => (feeds.get(token) ?? open(token)).follow(collection, follower),
    async close() {
      for (const feed of feeds.values()) feed.close();
      feeds.clear();
    },
  };
}
