import { randomUUID } from 'node:crypto';
import { openChannel, type RedisConnection } from '../redis.ts';

export interface SharedReloadsOptions extends RedisConnection {
  /** Runs when another gateway was reloaded. */
  readonly reload: () => unknown;
  /** Period of random delays of reloads, in milliseconds, so that gateways do not send requests together. */
  readonly spreadMs?: number;
}

/** Reloads all gateways of a Redis when staff reload one of them. */
export function shareReloads({ reload, spreadMs = 1_000, ...connection }: SharedReloadsOptions) {
  const channel = openChannel(connection, 'reload');
  const self = randomUUID();
  channel.subscribe((sender) => {
    if (sender !== self) setTimeout(reload, Math.random() * spreadMs).unref();
  });
  return {
    /** Reloads the other gateways. While Redis is unreachable, they find changed schemas by polling. */
    publish: () => channel.publish(self),
    close: (): void => void channel.close(),
  };
}
