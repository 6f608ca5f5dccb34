import type { ReplicaState } from '../../subgraphs/analytics/index.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import type { Observation } from '../observe/index.ts';
import { reportReplica } from '../observe/report.ts';
import { connectFiles, connectSources, connectTiles, type Endpoints } from '../upstreams.ts';

/** Makes the connections to the upstreams, and observes their calls. A connection opens at its first request. */
export function connectEndpoints(
  endpoints: Endpoints,
  deployment: Deployment,
  {
    upstreamTimeoutMs: timeoutMs,
    upstreamConnections: connections,
    publicUrl: tilesOrigin,
    sessionCookie,
    synonyms,
  }: Config,
  { observer, logger }: Pick<Observation, 'observer' | 'logger'>,
) {
  const written: (() => void)[] = [];
  const replica = {
    onChange: (state: ReplicaState) => reportReplica(state, logger),
    onWritten: (listener: () => void) => void written.push(listener),
  };
  const options = { observer, timeoutMs, replica, synonyms };
  return {
    sources: connectSources(endpoints, { ...options, deployment, tuning: { connections }, tilesOrigin, sessionCookie }),
    tiles: connectTiles(endpoints, options),
    files: connectFiles(endpoints, options),
    /** Reads from the primary until the replica has the latest writes. */
    catchUp(): void {
      for (const notify of written) notify();
    },
  };
}
