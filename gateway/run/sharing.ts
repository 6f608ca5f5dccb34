import { type CacheOptions, createCache } from '../cache/index.ts';
import { createEdge } from '../changes/edge.ts';
import { type ChangeChannel, createChanges } from '../changes/index.ts';
import { redisChannel } from '../changes/redis-channel.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { createMaskError } from '../errors.ts';
import type { Observation } from '../observe/index.ts';
import { reportRevalidation } from '../observe/report.ts';
import { connectRedis } from '../redis.ts';
import type { Endpoints } from '../upstreams.ts';

export interface SharingOptions {
  readonly deployment: Deployment;
  /** Gateways of the same endpoints share cache entries. */
  readonly endpoints: Endpoints;
  /** Channels to further processes, in addition to those of the same Redis. */
  readonly channels: readonly ChangeChannel[];
  /** For errors. */
  readonly observation: Pick<Observation, 'logger' | 'onError'>;
  /** Runs on each change of the analytics, before other listeners. */
  catchUp(): void;
}

/** Opens the state that gateways share by Redis; without Redis, this gateway's own. */
export function share(config: Config, { deployment, endpoints, channels, observation, catchUp }: SharingOptions) {
  const { redisUrl: url, cached, publicUrl, requestTimeoutMs: timeoutMs } = config;
  const { logger, onError } = observation;
  const warn = (message: string) => logger.warn(message);
  const redis = url === undefined ? undefined : connectRedis({ url, warn });
  const edge = config.edge && createEdge({ ...config.edge, warn });
  const own = [redis && redisChannel(redis), edge?.channel].filter((each) => each !== undefined);
  const changes = createChanges({ channels: [...channels, ...own], warn });
  changes.listen(({ upstream, typeName, key = 'any', event }) => {
    if (upstream === 'analytics') catchUp();
    logger.debug(`${upstream} reported a change: ${typeName} ${key} ${event}`);
  });
  const maskError = createMaskError(logger, onError);
  const cacheOptions: CacheOptions = {
    ttls: deployment.ttls,
    deployment: JSON.stringify([endpoints, publicUrl]),
    redis,
    changes,
    timeoutMs,
    onRevalidated: (revalidation) => reportRevalidation(revalidation, logger, maskError),
  };
  return {
    redis,
    changes,
    /** The HTTP cache that changes purge. */
    edge,
    /** undefined without `CACHE=on`. */
    cache: cached ? createCache(cacheOptions) : undefined,
    async close(): Promise<void> {
      await changes.close();
      redis?.close();
    },
  };
}
