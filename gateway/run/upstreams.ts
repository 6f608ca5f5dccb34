import type { DataFiles } from '../../subgraphs/analytics/files/index.ts';
import type { ReplicaState } from '../../subgraphs/analytics/index.ts';
import type { Tiles } from '../../subgraphs/analytics/tiles/index.ts';
import type { UpstreamSource } from '../../subgraphs/upstream.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import type { Observation } from '../observe/index.ts';
import { reportReplica } from '../observe/report.ts';
import { connectFiles, connectSources, connectTiles, type Endpoints } from '../upstreams.ts';

/** The connections of a running gateway to its upstreams; none is opened before the first request. */
export interface Connections {
  readonly sources: readonly UpstreamSource[];
  readonly tiles: Tiles;
  readonly files: DataFiles;
  /** Reads from the primary until the replica has what was written just now. */
  catchUp(): void;
}

/** Connects to the upstreams by the settings, and observes their calls. */
export function connectEndpoints(
  endpoints: Endpoints,
  deployment: Deployment,
  { upstreamTimeoutMs: timeoutMs, upstreamConnections: connections, publicUrl: tilesOrigin, sessionCookie }: Config,
  { observer, logger }: Pick<Observation, 'observer' | 'logger'>,
): Connections {
  const written: (() => void)[] = [];
  const replica = {
    onChange: (state: ReplicaState) => reportReplica(state, logger),
    onWritten: (listener: () => void) => void written.push(listener),
  };
  const options = { observer, timeoutMs, replica };
  return {
    sources: connectSources(endpoints, { ...options, deployment, tuning: { connections }, tilesOrigin, sessionCookie }),
    tiles: connectTiles(endpoints, options),
    files: connectFiles(endpoints, options),
    catchUp() {
      for (const notify of written) notify();
    },
  };
}
