import { randomUUID } from 'node:crypto';
import { openChannel, type RedisConnection } from '../redis.ts';

/**
 * Reloads all gateways of a Redis when staff reload one of them.
 * @param spreadMs period of random delays of reloads, in milliseconds, so that gateways do not send requests together
 */
export function shareReloads(redis: RedisConnection, spreadMs = 1_000) {
  const channel = openChannel(redis, 'reload');
  const self = randomUUID();
  return {
    /** Reloads the other gateways. While Redis is unreachable, they find changed schemas by polling. */
    publish: () => channel.publish(self),
    /** Calls a function each time another gateway was reloaded. */
    subscribe(reload: () => unknown): void {
      channel.subscribe((sender) => {
        if (sender !== self) setTimeout(reload, Math.random() * spreadMs).unref();
      });
    },
    close: channel.close,
  };
}
