import { randomUUID } from 'node:crypto';
import { openChannel, type RedisConnection } from '../redis.ts';

export interface SharedReloadsOptions extends RedisConnection {
  /** Runs when another gateway was reloaded. */
  readonly reload: () => unknown;
  /** Period of random delays of reloads, in milliseconds, so that gateways do not send requests together. */
  readonly spreadMs?: number;
}

/** Reloads all gateways of a Redis when staff reload one of them. */
export interface SharedReloads {
  /** Reloads the other gateways. While Redis is unreachable, they find changed schemas by polling. */
  publish(): void;
  close(): void;
}

export function shareReloads({ reload, spreadMs = 1_000, ...connection }: SharedReloadsOptions): SharedReloads {
  const channel = openChannel(connection, 'reload');
  const self = randomUUID();
  channel.subscribe((sender) => {
    if (sender !== self) setTimeout(reload, Math.random() * spreadMs).unref();
  });
  return { publish: () => channel.publish(self), close: channel.close };
}
