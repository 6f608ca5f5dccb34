import { vi } from 'vitest';
import { connectRedis, type Redis } from '../../gateway/redis.ts';
import type { TestGateway } from '../gateway.ts';
import { type LiveRedis, startRedis } from './redis.ts';

/** Gateways side by side, each with a connection of its own to a Redis that they share. */
export interface SideBySide<Gateway> {
  readonly server: LiveRedis;
  readonly replicas: readonly Replica<Gateway>[];
  /** Once all of them are connected. */
  usable(): Promise<unknown>;
  close(): Promise<void>;
}

export interface Replica<Gateway> {
  readonly gateway: Gateway;
  readonly redis: Redis;
  /** What it was warned of. */
  readonly warnings: readonly string[];
}

/** Starts Redis, and a gateway by each of these. */
export async function startSideBySide<Gateway extends TestGateway>(
  starts: readonly ((redis: Redis) => Promise<Gateway>)[],
): Promise<SideBySide<Gateway>> {
  const server = await startRedis();
  const replicas: Replica<Gateway>[] = [];
  for (const start of starts) {
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    const redis = connectRedis({ url: server.url, warn, timeoutMs: 2_000, pauseMs: 50 });
    replicas.push({ gateway: await start(redis), redis, warnings });
  }
  const usable = () => vi.waitUntil(() => replicas.every(({ redis }) => redis.isUsable), { timeout: 60_000 });
  await usable();
  return {
    server,
    replicas,
    usable,
    async close() {
      for (const { gateway, redis } of replicas) {
        await gateway.close();
        redis.close();
      }
      await server.stop();
    },
  };
}
