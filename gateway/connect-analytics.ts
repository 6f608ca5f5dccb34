import { createDataFiles, type DataFiles } from '../subgraphs/analytics/files/index.ts';
import { createRemoteFiles } from '../subgraphs/analytics/files/remote.ts';
import type { DatabaseOptions, ReplicaOptions } from '../subgraphs/analytics/index.ts';
import { createIngestion, type Ingestion } from '../subgraphs/analytics/ingestion/index.ts';
import { createRemoteIngestion } from '../subgraphs/analytics/ingestion/remote.ts';
import { createRemoteAnalytics } from '../subgraphs/analytics/remote.ts';
import type { Synonym } from '../subgraphs/analytics/search/synonyms.ts';
import { createTiles, type Tiles } from '../subgraphs/analytics/tiles/index.ts';
import { createRemoteTiles } from '../subgraphs/analytics/tiles/remote.ts';
import type { AnalyticsDatabase } from './config/config-of.ts';
import type { Observer } from './observe/observer.ts';

/** The database, where the subgraph runs in this process; else the URL of its own server. */
export type AnalyticsEndpoint = AnalyticsDatabase | { readonly analyticsUrl: string };

export interface DataOptions {
  readonly timeoutMs?: number | undefined;
  /** The deployment's synonyms for searches of series, in addition to the project's own. */
  readonly synonyms?: readonly Synonym[] | undefined;
  /** Receives the state of the analytics database's replica, and reports writes. */
  readonly replica?: Pick<ReplicaOptions, 'onChange' | 'onWritten'> | undefined;
  /** Records the calls. */
  readonly observer?: Pick<Observer, 'onCall'> | undefined;
}

/** Returns the connection's options of an analytics database. */
export function databaseOptions(
  { databaseUrl, poolSize, replica: copy }: AnalyticsDatabase,
  { observer, timeoutMs, replica }: DataOptions,
): DatabaseOptions {
  return {
    databaseUrl,
    poolSize,
    replica: copy && { ...copy, ...replica },
    onCall: observer?.onCall,
    statementTimeoutMs: timeoutMs,
  };
}

/** Connects to the finished loads of data, in the database or by the subgraph's own server. */
export function connectIngestion(endpoint: AnalyticsEndpoint, timeoutMs?: number): Ingestion {
  return 'databaseUrl' in endpoint
    ? createIngestion({ databaseUrl: endpoint.databaseUrl, statementTimeoutMs: timeoutMs })
    : createRemoteIngestion(() => createRemoteAnalytics({ url: endpoint.analyticsUrl, timeoutMs }));
}

/** Connects to vector tiles and files of data, from the database or from the subgraph's own server. */
export function connectData(
  endpoint: AnalyticsEndpoint,
  { observer, timeoutMs, replica, synonyms }: DataOptions = {},
): { readonly tiles: Tiles; readonly files: DataFiles } {
  if (!('databaseUrl' in endpoint)) {
    const remote = { url: endpoint.analyticsUrl, onCall: observer?.onCall, timeoutMs };
    return { tiles: createRemoteTiles(remote), files: createRemoteFiles(remote) };
  }
  // The graph's own connection already reports the replica's state.
  const options = databaseOptions(endpoint, { observer, timeoutMs, replica: { onWritten: replica?.onWritten } });
  const poolSize = endpoint.poolSize === 1 ? 1 : undefined;
  return { tiles: createTiles(options), files: createDataFiles({ ...options, poolSize, synonyms }) };
}
