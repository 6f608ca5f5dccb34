import { randomUUID } from 'node:crypto';
import { channelOf, type Redis, subscribeRedis } from '../redis.ts';

export interface SharedReloadsOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  /** What others are told by. While it is away none is told: they notice a changed schema when they look. */
  readonly redis: Pick<Redis, 'run'>;
  /** What is done when another gateway tells. */
  readonly reload: () => unknown;
  /** Over how long those that are told together begin, in milliseconds: an upstream is not asked by all of them at once. */
  readonly spreadMs?: number;
}

/** Has all gateways of a Redis reload where one of them was asked to. */
export interface SharedReloads {
  /** Tells the others. */
  tell(): void;
  close(): void;
}

export function shareReloads({ url, redis, reload, spreadMs = 1_000 }: SharedReloadsOptions): SharedReloads {
  const channel = channelOf(url, 'reload');
  const self = randomUUID();
  const subscription = subscribeRedis({
    url,
    channel,
    hear(teller) {
      if (teller !== self) setTimeout(reload, Math.random() * spreadMs).unref();
    },
  });
  return {
    tell: () => void redis.run((commands) => commands.publish(channel, self)).catch(() => {}),
    close: () => subscription.close(),
  };
}
