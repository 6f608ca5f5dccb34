import { channelOf, type Redis, subscribeRedis } from '../redis.ts';
import { Change } from './change.ts';
import type { Others } from './index.ts';

export interface RedisOthersOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  /** What it is told by. While it is away nothing is, and nothing is heard. */
  readonly redis: Pick<Redis, 'run'>;
}

/** Every process that is connected to the same database of a Redis. */
export function othersByRedis({ url, redis }: RedisOthersOptions): Others {
  const channel = channelOf(url, 'changes');
  const subscribed: { close(): void }[] = [];
  return {
    tell(change) {
      // That Redis is away is told where it is connected.
      redis.run((commands) => commands.publish(channel, JSON.stringify(change))).catch(() => {});
    },
    hear(listener) {
      const hear = (message: string) => {
        const change = changeIn(message);
        if (change) listener(change);
      };
      subscribed.push(subscribeRedis({ url, channel, hear }));
    },
    async close() {
      for (const each of subscribed) each.close();
    },
  };
}

/** Undefined for what none of ours has told. */
function changeIn(message: string): Change | undefined {
  try {
    return Change.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
