import { memoLoad } from '../subgraphs/common/memo.ts';
import type { UpstreamSource } from '../subgraphs/contract/upstream.ts';
import { EVERYTHING } from './changes/edge.ts';
import type { ChangeChannel } from './changes/index.ts';
import type { Deployment } from './config/deployment.ts';
import { type Config, ConfigError } from './config.ts';
import { createGenerations, type Generations } from './graph/generations.ts';
import { composeGraph } from './graph/graph.ts';
import type { DrainOptions } from './http/drain.ts';
import { createFrontDoor } from './http/front-door.ts';
import { createGatewayServer } from './http/server.ts';
import { authenticatorsOf } from './identity/authenticators.ts';
import { type Observation, startObservation } from './observe/index.ts';
import { reportFindings, reportReload } from './reload/report.ts';
import { shareReloads } from './reload/shared-reloads.ts';
import { watchAnswers } from './reload/watch-schemas.ts';
import { share } from './run/sharing.ts';
import { leave } from './run/stop.ts';
import { connectEndpoints, type Endpoints, loadUpstreams } from './upstreams.ts';
import type { WebhookSecrets } from './webhooks/index.ts';

/** The parts that exist once for all workers: the endpoints and secrets of the upstreams, and the sandbox. */
export interface Environment {
  readonly endpoints: Endpoints;
  /** The staff token that the sandbox made; undefined where the settings have one, or the CMS is not the sandbox's. */
  readonly madeStaffToken: string | undefined;
  /** The partner's key that was made in the sandbox's database; undefined where keys are in another database. */
  readonly madePartnerKey: string | undefined;
  /** The secrets of the settings, else of the sandbox. */
  readonly webhookSecrets: WebhookSecrets;
  /** Makes the sandbox's stand-ins report changes to the gateway at this URL. */
  sendChangesTo(url: string): void;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly config: Config;
  readonly deployment: Deployment;
  /**
   * Whether to listen before the graph is ready, and to answer requests with 503 until then. A worker does not: other
   * workers on the same port can answer.
   */
  readonly listenAtOnce: boolean;
  /** Resolves once the upstreams can be reached. */
  readonly environment: () => Promise<Environment>;
  /** Channels for changes to further processes, in addition to those of the same Redis. */
  readonly channels?: readonly ChangeChannel[];
}

/**
 * Runs one gateway in this process.
 * @throws ConfigError where the port is in use; Error where the graph cannot be composed
 */
export async function runGateway(options: RunOptions) {
  const { config, deployment } = options;
  const door = createFrontDoor(config);
  const early = options.listenAtOnce ? await door.listen() : undefined;
  const environment = await options.environment();
  const { endpoints, webhookSecrets, madeStaffToken, madePartnerKey } = environment;
  const observation = await startObservation(config.observe);
  const { observer, logger, onError } = observation;

  const { sources, tiles, files, catchUp } = connectEndpoints(endpoints, deployment, config, observation);
  const sharing = share(config, { deployment, endpoints, channels: options.channels ?? [], observation, catchUp });
  const { redis, changes, cache, edge } = sharing;

  const generations = await generate(options, sources, observation, () => edge?.purge(EVERYTHING));
  reportFindings(generations.state.findings, logger);
  watchAnswers({ sources, report: generations.hear });
  const authenticators = authenticatorsOf(config, endpoints, madeStaffToken);
  const server = createGatewayServer({
    ...config,
    deployment,
    webhookSecrets,
    generations,
    authenticators: authenticators.list,
    tiles,
    files,
    redis,
    changes,
    cache,
    signInAt: config.cms.sandbox ? undefined : config.cms.url,
    observer,
    logger,
    onError,
    reload: shareReloads(changes, generations.reload),
    isDraining: () => door.isDraining,
    admit: door.admit,
  });

  door.open(server.listener, server.webSockets.upgrade);
  await observation.serveMetrics({ ...server, ...sharing, generations, door, memos: memoLoad }, config);
  const url = early ?? (await door.listen());
  environment.sendChangesTo(url);

  return {
    /** `http://127.0.0.1:4000` */
    url,
    ...{ generations, changes, sources, endpoints, madeStaffToken, madePartnerKey },
    /** Answers the requests in flight, then closes everything. @returns the number of requests that were cut off */
    async stop(how: DrainOptions): Promise<number> {
      const cut = await leave(door, server, { ...how, leaveMs: config.leaveMs });
      await Promise.all([...sources, authenticators].map((source) => source.close()));
      await sharing.close();
      await Promise.all([tiles.close(), files.close()]);
      await observation.close();
      await environment.close();
      return cut;
    },
  };
}

/**
 * Makes the generations of the graph, each from the upstreams' schemas at its time.
 * @param onSwap runs when another generation serves: it may have other fields, or other permissions
 */
function generate(
  { config, deployment }: RunOptions,
  sources: readonly UpstreamSource[],
  { logger }: Observation,
  onSwap: () => void,
): Promise<Generations> {
  return createGenerations({
    async connect(standIns) {
      const upstreams = await loadUpstreams(sources, {
        standIns,
        onWait: (names) =>
          logger.info(`The gateway waits for ${names.join(' and ')}: ${config.upstreamTimeoutMs / 1000} s at most.`),
      });
      const problems = upstreams.flatMap(({ unsupported }) => unsupported ?? []);
      if (!config.anyDirectusVersion && problems.length > 0) throw new ConfigError(problems);
      return upstreams;
    },
    compose: (upstreams) => composeGraph(upstreams, deployment),
    onStandIn: (problem) => logger.error(problem),
    onReload(reload) {
      if (reload.outcome === 'swapped') onSwap();
      reportReload(reload, logger);
    },
  });
}
