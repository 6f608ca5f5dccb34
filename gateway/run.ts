import type { ReplicaState } from '../subgraphs/analytics/index.ts';
import type { UpstreamSource } from '../subgraphs/upstream.ts';
import { createCache } from './cache/index.ts';
import { othersByRedis } from './changes/by-redis.ts';
import { type Changes, createChanges, type Others } from './changes/index.ts';
import type { Config } from './config.ts';
import { createGenerations, type Generations, type Reload } from './graph/generations.ts';
import { composeGraph } from './graph/graph.ts';
import type { DrainOptions } from './http/drain.ts';
import { createFrontDoor } from './http/front-door.ts';
import { createGatewayServer } from './http/server.ts';
import { authenticatorsOf } from './identity/authenticators.ts';
import { startObservation } from './observe/index.ts';
import { connectRedis } from './redis.ts';
import { reportReload } from './reload/report.ts';
import { shareReloads } from './reload/shared-reloads.ts';
import { reportReplica } from './report-replica.ts';
import { connectSources, connectTiles, type Endpoints, loadUpstreams } from './upstreams.ts';
import type { WebhookSecrets } from './webhooks/index.ts';

/** What runs once for all workers, and what a gateway needs to know of it. */
export interface Surroundings {
  readonly endpoints: Endpoints;
  /** The token that the sandbox made: who presents it is staff. Undefined where there is one in the settings, or a real CMS. */
  readonly madeStaffToken: string | undefined;
  /** Those of the settings, and else those that the sandbox made. */
  readonly webhookSecrets: WebhookSecrets;
  /** Has the sandbox's stand-ins tell of what is written, where the gateway answers. */
  tellChanges(url: string): void;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly config: Config;
  /**
   * Whether it listens before it can serve, and tells requests to come again until then; it had better not where others
   * on the same port can serve them.
   */
  readonly listenAtOnce: boolean;
  /** Resolves once the upstreams can be asked. */
  readonly surroundings: () => Promise<Surroundings>;
  /** Told of every reload that staff asked for here, beside this gateway's own. */
  readonly onReloadAsked?: () => void;
  /** Who hears of changes beside this gateway and those of the same Redis. */
  readonly others?: readonly Others[];
}

/** A gateway that serves. */
export interface RunningGateway {
  /** Where: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly generations: Generations;
  readonly changes: Changes;
  readonly sources: readonly UpstreamSource[];
  readonly endpoints: Endpoints;
  readonly madeStaffToken: string | undefined;
  /**
   * Answers what it was asked, and lets go of everything.
   * @returns how many requests were cut off at the deadline
   */
  stop(options: DrainOptions): Promise<number>;
}

/**
 * Runs one gateway in this process.
 * @throws ConfigError where the port is taken; Error where the schemas of the upstreams and the links make no graph
 */
export async function runGateway({
  config,
  listenAtOnce,
  surroundings,
  onReloadAsked,
  others = [],
}: RunOptions): Promise<RunningGateway> {
  const door = createFrontDoor(config);
  const early = listenAtOnce ? await door.listen() : undefined;
  const { endpoints, madeStaffToken, webhookSecrets, tellChanges, close } = await surroundings();
  const observation = await startObservation(config.observe);
  const { observer, logger, onError } = observation;
  const { upstreamTimeoutMs: timeoutMs, publicUrl: tilesOrigin } = config;
  const tuning = { connections: config.upstreamConnections };
  const catchUp: (() => void)[] = [];
  const replica = {
    onChange: (state: ReplicaState) => reportReplica(state, logger),
    onWritten: (listener: () => void) => void catchUp.push(listener),
  };
  const { sessionCookie } = config;
  const sources = connectSources(endpoints, { timeoutMs, tuning, tilesOrigin, observer, replica, sessionCookie });
  const tiles = connectTiles(endpoints, { observer, timeoutMs, replica });
  const redis = config.redisUrl
    ? connectRedis({ url: config.redisUrl, warn: (message) => logger.warn(message) })
    : undefined;
  const changes = createChanges({
    others: redis && config.redisUrl ? [...others, othersByRedis({ url: config.redisUrl, redis })] : others,
    warn: (message) => logger.warn(message),
  });
  // Before all who ask for what changed.
  changes.listen(({ upstream }) => {
    if (upstream === 'analytics') for (const tell of catchUp) tell();
  });
  changes.listen(({ upstream, typeName, key = 'any', event }) => {
    logger.debug(`${upstream} told of a change: ${typeName} ${key} ${event}`);
  });
  const cache = config.cached
    ? createCache({
        deployment: JSON.stringify([endpoints, config.publicUrl]),
        redis,
        changes,
        timeoutMs: config.requestTimeoutMs,
      })
    : undefined;
  const generations = await createGenerations({
    async connect(standIns) {
      const upstreams = await loadUpstreams(sources, standIns);
      return cache ? upstreams.map((upstream) => cache.remember(upstream, observer)) : upstreams;
    },
    compose: composeGraph,
    onStandIn: (problem) => logger.error(problem),
    onReload: (reload) => reportReload(reload, logger),
  });
  const authenticators = authenticatorsOf(config, config.staffToken ?? madeStaffToken);
  const replicas =
    redis && config.redisUrl ? shareReloads({ url: config.redisUrl, redis, reload: generations.reload }) : undefined;
  const reload = (): Promise<Reload> => {
    onReloadAsked?.();
    replicas?.tell();
    return generations.reload();
  };
  const { listener, webhooks, subscriptions, webSockets } = createGatewayServer({
    ...config,
    webhookSecrets,
    generations,
    authenticators: authenticators.list,
    tiles,
    redis,
    changes,
    cache,
    signInAt: config.cms.sandbox ? undefined : config.cms.url,
    observer,
    logger,
    onError,
    reload,
    isDraining: () => door.isDraining,
    admit: door.admit,
  });
  door.open(listener, webSockets.upgrade);
  await observation.serveMetrics(
    {
      upstreams: () => generations.current.upstreams,
      generation: () => generations.current.number,
      graph: {
        generations: () => generations.state,
        admission: () => door.admission,
        subscriptions: () => subscriptions.count,
        cache: cache && (() => cache.size),
      },
      webhooks: () => webhooks.counts,
    },
    config,
  );
  const url = early ?? (await door.listen());
  tellChanges(url);
  return {
    url,
    generations,
    changes,
    sources,
    endpoints,
    madeStaffToken,
    async stop(options) {
      const leaveMs = options.waitForIdle ? config.leaveMs : 0;
      const spreadMs = options.waitForIdle ? Math.min(subscriptions.bounds.spreadMs, options.deadlineMs / 2) : 0;
      // Whoever subscribes again had better not be led here.
      const leaving = setTimeout(() => {
        subscriptions.drain(spreadMs);
        webSockets.drain(spreadMs);
      }, leaveMs);
      const cut = await door.drain({ ...options, leaveMs });
      clearTimeout(leaving);
      webSockets.close();
      await Promise.all([...sources, authenticators].map((source) => source.close()));
      await changes.close();
      replicas?.close();
      redis?.close();
      await tiles?.close();
      await observation.close();
      await close();
      return cut;
    },
  };
}
