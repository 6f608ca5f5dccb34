import { openChannel, type RedisConnection } from '../redis.ts';
import { Change } from './change.ts';
import type { ChangeChannel } from './index.ts';

/** Exchanges changes with every process that is connected to the same database of a Redis. */
export function redisChannel(redis: RedisConnection): ChangeChannel {
  const channel = openChannel(redis, 'changes');
  return {
    publish: (change) => channel.publish(JSON.stringify(change)),
    subscribe(listener) {
      channel.subscribe((message) => {
        const change = changeIn(message);
        if (change) listener(change);
      });
    },
    close: channel.close,
  };
}

/** Returns undefined for a message that no gateway has sent. */
function changeIn(message: string): Change | undefined {
  try {
    return Change.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
