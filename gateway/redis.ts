import { createRequire } from 'node:module';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type * as RedisClient from '@redis/client';

/** Loads the client only where Redis is used: its five hundred modules cost memory and start time. */
const library = (): typeof RedisClient => createRequire(import.meta.url)('@redis/client');

/** The commands that the gateway uses. */
export type RedisCommands = Pick<
  ReturnType<typeof RedisClient.createClient>,
  'eval' | 'get' | 'mGet' | 'set' | 'del' | 'publish'
>;

/** The gateway's connection to Redis. Commands have a short timeout; without Redis the gateway still works. */
export type Redis = ReturnType<typeof connectRedis>;

export interface RedisOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  /** Reports once that Redis is unreachable or refuses commands, and once that it is back; never with its password. */
  readonly warn: (message: string) => void;
  /** Time limit of a command, in milliseconds. */
  readonly timeoutMs?: number;
  /** Pause without commands after a timeout, in milliseconds. */
  readonly pauseMs?: number;
}

/** Maximum wait before the next attempt to connect, in milliseconds. */
const MAX_RETRY_MS = 2_000;

/** Connects in the background, and again when the connection is lost. */
export function connectRedis({ url, warn, timeoutMs = 250, pauseMs = 5_000 }: RedisOptions) {
  let isAway = false;
  let pausedUntil = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;
  const away = (reason: string, problem = 'does not answer', until = 'does') => {
    if (!isAway) warn(`Redis ${problem} (${reason}): until it ${until}, each gateway has its own limits and cache.`);
    isAway = true;
  };
  const back = () => {
    // A Redis that is full, for example, refuses only the commands that write.
    if (performance.now() - refusedAt < pauseMs) return;
    if (isAway) warn('Redis answers again: the gateways share limits and cache.');
    isAway = false;
  };

  const client = openClient(url);
  client.on('error', (error: Error) => away(reasonOf(error)));
  client.on('ready', back);
  client.connect().catch((error: Error) => away(reasonOf(error)));

  const isUsable = () => client.isReady && pausedUntil <= performance.now();
  return {
    url,
    /** Whether it is connected, and no command timed out in the last `pauseMs`. */
    get isUsable(): boolean {
      return isUsable();
    },
    /** Whether the gateways share limits and cache by it. */
    get isShared(): boolean {
      return isUsable() && !isAway;
    },
    /** Runs commands. @throws Error at once where the connection is not usable; else Redis's error, or the timeout */
    async run<T>(send: (commands: RedisCommands) => Promise<T>): Promise<T> {
      if (!isUsable()) throw new Error('Redis does not answer.');
      const answered = new AbortController();
      const { signal } = answered;
      const timeout = async () => {
        await sleep(timeoutMs, undefined, { signal, ref: false });
        // An answer that arrived while this process was busy is read first.
        await turn(undefined, { signal });
        pausedUntil = performance.now() + pauseMs;
        away(`no answer within ${timeoutMs} ms`);
        throw new Error('Redis does not answer.');
      };
      try {
        const answer = await Promise.race([send(client), timeout()]);
        back();
        return answer;
      } catch (error) {
        if (error instanceof library().ErrorReply) {
          refusedAt = performance.now();
          away(error.message, 'refuses commands', 'accepts them');
        }
        throw error;
      } finally {
        answered.abort();
      }
    },
    close: () => client.destroy(),
  };
}

/** Opens a connection, which connects again when it is lost. */
export function openClient(url: string) {
  return library().createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: 5_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RETRY_MS) },
  });
}

/**
 * Checks whether Redis can be reached.
 * @throws Error with the reason why not
 */
export async function pingRedis(url: string, timeoutMs: number): Promise<void> {
  const client = library().createClient({ url, socket: { connectTimeout: timeoutMs, reconnectStrategy: false } });
  // `connect` rejects with the same error.
  client.on('error', () => {});
  await client.connect();
  await client.ping().finally(() => client.destroy());
}

/** Returns the code of an error, else its message, which is empty where several addresses refused the connection. */
function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
