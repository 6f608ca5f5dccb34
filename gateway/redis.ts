import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as RedisClient from '@redis/client';

/** Loads the client where Redis is used at all: its five hundred modules take memory and time to start. */
const library = (): typeof RedisClient => createRequire(import.meta.url)('@redis/client');

/** What the client of Redis can be asked. */
export type RedisCommands = Pick<
  ReturnType<typeof RedisClient.createClient>,
  'eval' | 'get' | 'mGet' | 'set' | 'del' | 'publish'
>;

/** The gateway's one connection to Redis, which replicas share. Nobody waits for it long, and it being away stops nothing. */
export interface Redis {
  /** Whether it is connected, and has not just failed to answer. */
  readonly isUsable: boolean;
  /** @throws Error at once where it is not usable, else what Redis said, or that it did not answer in time */
  run<T>(ask: (commands: RedisCommands) => Promise<T>): Promise<T>;
  close(): void;
}

export interface RedisOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  /** Told once when Redis goes away, and once when it is back; never with its password. */
  readonly warn: (message: string) => void;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** How long Redis is left alone when it did not answer, in milliseconds. */
  readonly pauseMs?: number;
}

/** How long it takes at most until Redis is tried again where it cannot be reached, in milliseconds. */
const MAX_RETRY_MS = 2_000;

/** Begins to connect, and does not wait for it; where the connection is lost, it is made again. */
export function connectRedis({ url, warn, timeoutMs = 250, pauseMs = 5_000 }: RedisOptions): Redis {
  let isAway = false;
  let pausedUntil = 0;
  const away = (reason: string) => {
    if (!isAway) warn(`Redis is away (${reason}): until it is back, each gateway counts and remembers for itself.`);
    isAway = true;
  };
  const back = () => {
    if (isAway) warn('Redis is back: gateways share what they count and remember.');
    isAway = false;
  };

  const client = openClient(url);
  client.on('error', (error: Error) => away(reasonOf(error)));
  client.on('ready', back);
  client.connect().catch((error: Error) => away(reasonOf(error)));

  const isUsable = () => client.isReady && pausedUntil <= Date.now();
  return {
    get isUsable() {
      return isUsable();
    },
    async run(ask) {
      if (!isUsable()) throw new Error('Redis is away.');
      const answered = new AbortController();
      const late = sleep(timeoutMs, undefined, { signal: answered.signal, ref: false }).then(() => {
        pausedUntil = Date.now() + pauseMs;
        away(`no answer within ${timeoutMs} ms`);
        throw new Error('Redis does not answer.');
      });
      const answer = await Promise.race([ask(client), late]).finally(() => answered.abort());
      back();
      return answer;
    },
    close: () => client.destroy(),
  };
}

/** The name of a channel for who has chosen the same database: channels are of the whole server. */
export function channelOf(url: string, name: string): string {
  return `chronos:${name}:${new URL(url).pathname.slice(1) || '0'}`;
}

export interface SubscribeOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  readonly channel: string;
  /** Told of every message there, from when it is connected. */
  readonly hear: (message: string) => void;
}

/** Listens over a connection of its own, as Redis wants it; where that is lost, it is made again, and what came meanwhile is lost. */
export function subscribeRedis({ url, channel, hear }: SubscribeOptions): { close(): void } {
  const client = openClient(url);
  // That Redis is away is told by the other connection.
  client.on('error', () => {});
  // Subscribing again to what is subscribed to adds nothing.
  client.on('ready', () => void client.subscribe(channel, hear).catch(() => {}));
  client.connect().catch(() => {});
  return { close: () => client.destroy() };
}

function openClient(url: string) {
  return library().createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: 5_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RETRY_MS) },
  });
}

/**
 * Asks once whether Redis is there.
 * @throws Error why not
 */
export async function pingRedis(url: string, timeoutMs: number): Promise<void> {
  const client = library().createClient({ url, socket: { connectTimeout: timeoutMs, reconnectStrategy: false } });
  // It is told by what `connect` rejects with.
  client.on('error', () => {});
  await client.connect();
  await client.ping().finally(() => client.destroy());
}

/** A refused connection has a code and, where several addresses were tried, no message. */
function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
