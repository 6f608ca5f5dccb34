import { join } from 'node:path';
import { createAnalytics, type ReplicaState } from '../subgraphs/analytics/index.ts';
import { createAnalyticsServer } from '../subgraphs/analytics/server.ts';
import { ConfigError, readAnalyticsConfig } from './config.ts';
import { connectData, databaseOptions } from './connect-analytics.ts';
import { createDrain } from './http/drain.ts';
import { listen } from './http/listen.ts';
import { createNodeServer, withValidHost } from './http/node-server.ts';
import { ANALYTICS_PAGE, graphiqlRoutes } from './http/routes/graphiql.ts';
import { useRoutes } from './http/routes/route.ts';
import { reportReplica } from './observe/report.ts';
import { loadSandbox } from './run/environment.ts';
import { CLOSING_MS, stopOnSignal } from './run/stop.ts';

/** Serves the analytics subgraph without the gateway: over DATABASE_URL, else over the sandbox's database. */
try {
  await start();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

async function start(): Promise<void> {
  const stopBy = stopOnSignal();
  const config = readAnalyticsConfig(process.env);
  const database = config.analytics.sandbox ? await startDatabase(config.sandboxDir) : config.analytics;
  const { upstreamTimeoutMs: timeoutMs, synonyms } = config;
  const replica = { onChange: (state: ReplicaState) => reportReplica(state, console) };
  const upstream = await createAnalytics({ ...databaseOptions(database, { timeoutMs, replica }), synonyms });
  const { tiles, files } = connectData(database, { timeoutMs, synonyms });
  const plugins = [useRoutes(graphiqlRoutes(ANALYTICS_PAGE))];
  const server = createNodeServer(withValidHost(createAnalyticsServer(upstream, { tiles, files, plugins })));
  const { drain } = createDrain(server);
  stopBy({
    deadlineMs: config.shutdownMs + CLOSING_MS,
    async stop(signal) {
      const cut = await drain({ deadlineMs: config.shutdownMs, waitForIdle: signal === 'SIGTERM' });
      await Promise.all([upstream.close(), tiles.close(), files.close()]);
      if ('close' in database) await database.close();
      return cut === 0;
    },
  });
  const url = await listen(server, config);
  console.log(
    `Chronos analytics is ready: GraphiQL at ${url}/graphql, over ${config.analytics.sandbox ? "the sandbox's" : 'a real'} database.`,
  );
  if (upstream.problem) console.log(`${upstream.problem} Its fields answer with errors until it is back.`);
}

/** Loads the sandbox only if it is needed: a server over a real database runs without the sandbox's packages. */
async function startDatabase(dir: string) {
  const { startAnalytics } = await loadSandbox(() => import('../sandbox/analytics/index.ts'));
  return startAnalytics({ dir: join(dir, 'analytics'), onProgress: (message) => console.log(message) });
}
