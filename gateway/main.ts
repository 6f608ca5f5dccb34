import type { Sandbox } from '../sandbox/index.ts';
import { banner } from './banner.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { composeGraph } from './graph/graph.ts';
import { listen } from './http/listen.ts';
import { createNodeServer } from './http/node-server.ts';
import { createGatewayServer } from './http/server.ts';
import { authenticatorsOf } from './identity/authenticators.ts';
import { startObservation } from './observe/index.ts';
import { connectRedis } from './redis.ts';
import { stopOnSignal } from './stop.ts';
import { connectTiles, connectUpstreams, type Endpoints } from './upstreams.ts';

const STARTED = performance.now();

try {
  await start(readConfig(process.env));
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const sandbox = await startStandIns(config);
  const endpoints = endpointsOf(config, sandbox);
  const observation = await startObservation(config.observe);
  const { observer, logger, onError } = observation;
  const tiles = connectTiles(endpoints, { observer });
  const upstreams = await connectUpstreams(endpoints, {
    timeoutMs: config.upstreamTimeoutMs,
    tuning: { connections: config.upstreamConnections },
    tilesOrigin: config.publicUrl,
    observer,
  });
  const madeStaffToken = config.staffToken ? undefined : sandbox?.staffToken;
  const authenticators = authenticatorsOf(config, config.staffToken ?? madeStaffToken);
  const redis = config.redisUrl ? connectRedis({ url: config.redisUrl, warn: console.warn }) : undefined;
  const server = createNodeServer(
    createGatewayServer({
      ...config,
      graph: composeGraph(upstreams),
      authenticators: authenticators.list,
      tiles,
      redis,
      observer,
      logger,
      onError,
    }),
  );
  stopOnSignal(async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([...upstreams, authenticators].map((source) => source.close()));
    redis?.close();
    await tiles?.close();
    await observation.close();
    await sandbox?.close();
  });
  await observation.serveMetrics({ upstreams: () => upstreams }, config);
  const url = await listen(server, config);
  console.log(banner({ config, url, upstreams, sandboxStaffToken: madeStaffToken, ms: performance.now() - STARTED }));
}

/** Only what is asked for is loaded: a gateway that is wholly real runs without the sandbox's packages. */
async function startStandIns({ analytics, cms, crm, sandboxDir }: Config): Promise<Sandbox | undefined> {
  const needed = { analytics: analytics.sandbox, cms: cms.sandbox, crm: crm.sandbox };
  if (!Object.values(needed).includes(true)) return undefined;
  const { startSandbox } = await import('../sandbox/index.ts');
  return startSandbox({ ...needed, dir: sandboxDir, onProgress: (message) => console.log(message) });
}

function endpointsOf({ analytics, cms, crm }: Config, sandbox: Sandbox | undefined): Endpoints {
  return {
    ...(analytics.sandbox ? { databaseUrl: started(sandbox?.databaseUrl) } : analytics),
    directus: cms.sandbox ? started(sandbox?.directus) : cms,
    twenty: crm.sandbox ? started(sandbox?.twenty) : crm,
  };
}

function started<T>(standIn: T | undefined): T {
  if (standIn === undefined) throw new Error('The sandbox did not start what the settings ask it for.');
  return standIn;
}
