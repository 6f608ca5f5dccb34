import cluster from 'node:cluster';
import { runAlone } from './alone.ts';
import { ConfigError, readConfig } from './config.ts';
import { runPrimary } from './workers/primary.ts';
import { runWorker } from './workers/worker.ts';

try {
  const config = readConfig(process.env);
  if (cluster.isWorker) await runWorker(config);
  else if (config.workers > 1) await runPrimary(config);
  else await runAlone(config);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
