import cluster from 'node:cluster';
import { loadDeployment } from './config/deployment.ts';
import { ConfigError, readConfig } from './config.ts';
import { runSingleProcess } from './run/single-process.ts';
import { runPrimary } from './workers/primary.ts';
import { runWorker } from './workers/worker.ts';

try {
  const config = readConfig(process.env);
  const deployment = await loadDeployment(config.deploymentFile);
  if (cluster.isWorker) await runWorker(config, deployment);
  else if (config.workers > 1) await runPrimary(config, deployment);
  else await runSingleProcess(config, deployment);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
