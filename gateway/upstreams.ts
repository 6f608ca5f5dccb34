import { createDataFiles, type DataFiles } from '../subgraphs/analytics/files/index.ts';
import { createRemoteFiles } from '../subgraphs/analytics/files/remote.ts';
import {
  createAnalytics,
  type DatabaseOptions,
  type ReplicaOptions,
  type ReplicaState,
} from '../subgraphs/analytics/index.ts';
import { createIngestion, type Ingestion } from '../subgraphs/analytics/ingestion/index.ts';
import { createRemoteIngestion } from '../subgraphs/analytics/ingestion/remote.ts';
import { createRemoteAnalytics } from '../subgraphs/analytics/remote.ts';
import type { Synonym } from '../subgraphs/analytics/search/synonyms.ts';
import { analyticsSource } from '../subgraphs/analytics/source.ts';
import { createTiles, type Tiles } from '../subgraphs/analytics/tiles/index.ts';
import { createRemoteTiles } from '../subgraphs/analytics/tiles/remote.ts';
import type { Upstream, UpstreamSource } from '../subgraphs/contract/upstream.ts';
import { type CreateDirectusOptions, connectDirectus } from '../subgraphs/directus/index.ts';
import type { TransportTuning } from '../subgraphs/transport/index.ts';
import { type CreateTwentyOptions, connectTwenty } from '../subgraphs/twenty/index.ts';
import type { AnalyticsDatabase, Config } from './config/config-of.ts';
import { committedSchema, type Deployment } from './config/deployment.ts';
import { UpstreamSchemaError } from './graph/make-generation.ts';
import type { Observation } from './observe/index.ts';
import type { Observer } from './observe/observer.ts';
import { reportReplica } from './observe/report.ts';

/** The addresses of the three upstreams, sandbox or real. */
export type Endpoints = AnalyticsEndpoint & {
  readonly directus: Pick<
    CreateDirectusOptions,
    'url' | 'token' | 'publicUrl' | 'assetTransforms' | 'queryLimitMax' | 'permissionsMs'
  >;
  readonly twenty: Pick<CreateTwentyOptions, 'url' | 'apiKey' | 'requestsPerMinute' | 'requestsPerSecond'>;
};

/** The database, where the subgraph runs in this process; else the URL of its own server. */
export type AnalyticsEndpoint = AnalyticsDatabase | { readonly analyticsUrl: string };

export interface ConnectOptions {
  /** The selection and the names of Directus's and Twenty's types, and the committed schemas. */
  readonly deployment: Pick<Deployment, 'folder' | 'directus' | 'twenty'>;
  /** The name of Directus's session cookie; by default Directus's own default. */
  readonly sessionCookie?: string | undefined;
  readonly timeoutMs?: number | undefined;
  /** Bounds and retries of HTTP requests to an upstream. */
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** The gateway's public URL, for URLs of map tiles; undefined: they are relative. */
  readonly tilesOrigin?: string | undefined;
  /** The deployment's synonyms for searches of series, in addition to the project's own. */
  readonly synonyms?: readonly Synonym[] | undefined;
  /** Receives the state of the analytics database's replica, and reports writes. */
  readonly replica?: Pick<ReplicaOptions, 'onChange' | 'onWritten'> | undefined;
  /** Records the operations for upstreams, and the calls to them. */
  readonly observer?: Pick<Observer, 'onCall' | 'watch'> | undefined;
}

/** Makes the sources of the three upstreams' schemas. A connection opens at its first request. */
export function connectSources(
  endpoints: Endpoints,
  { observer, tilesOrigin, synonyms, deployment, replica, ...rest }: ConnectOptions,
): UpstreamSource[] {
  const options = { ...rest, ...(observer && { onCall: observer.onCall }) };
  const sources = [
    connectDirectus({
      ...endpoints.directus,
      naming: deployment.directus,
      committed: () => committedSchema(deployment, 'directus'),
      ...options,
    }),
    connectTwenty({
      ...endpoints.twenty,
      naming: deployment.twenty,
      committed: () => committedSchema(deployment, 'twenty'),
      ...options,
    }),
    analyticsSource(() =>
      'analyticsUrl' in endpoints
        ? createRemoteAnalytics({ url: endpoints.analyticsUrl, ...options })
        : createAnalytics({
            ...databaseOptions(endpoints, { observer, replica, timeoutMs: rest.timeoutMs }),
            retryPolicy: rest.tuning,
            tilesOrigin,
            synonyms,
          }),
    ),
  ];
  if (!observer) return sources;
  return sources.map((source) => ({ ...source, load: async (options) => observer.watch(await source.load(options)) }));
}

/**
 * Loads the three upstreams in parallel. For an upstream that is down, uses its last schema, else its committed one.
 * @param standIns upstreams whose committed schema is used in any case
 * @throws UpstreamSchemaError where a schema cannot be mapped
 */
export function loadUpstreams(
  sources: readonly UpstreamSource[],
  standIns: ReadonlySet<Upstream['name']> = new Set(),
): Promise<Upstream[]> {
  return Promise.all(
    sources.map((source) =>
      source.load({ committed: standIns.has(source.name) }).catch((error: unknown) => {
        throw new UpstreamSchemaError(source.name, error);
      }),
    ),
  );
}

/** Connects to the three upstreams, and reads their schemas once. */
export function connectUpstreams(endpoints: Endpoints, options: ConnectOptions): Promise<Upstream[]> {
  return loadUpstreams(connectSources(endpoints, options));
}

/** Returns the connection's options of an analytics database. */
function databaseOptions(
  { databaseUrl, poolSize, replica: copy }: AnalyticsDatabase,
  { observer, timeoutMs, replica }: Omit<ConnectOptions, 'deployment'>,
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

/** Connects to vector tiles, from the database or from the subgraph's own server. */
export function connectTiles(
  endpoint: AnalyticsEndpoint,
  { observer, timeoutMs, replica }: Omit<ConnectOptions, 'deployment'> = {},
): Tiles {
  // The graph's own connection already reports the replica's state.
  const quiet = { observer, timeoutMs, replica: { onWritten: replica?.onWritten } };
  return 'databaseUrl' in endpoint
    ? createTiles(databaseOptions(endpoint, quiet))
    : createRemoteTiles({ url: endpoint.analyticsUrl, onCall: observer?.onCall, timeoutMs });
}

/** Connects to files of data, from the database or from the subgraph's own server. */
export function connectFiles(
  endpoint: AnalyticsEndpoint,
  { observer, timeoutMs, replica, synonyms }: Omit<ConnectOptions, 'deployment'> = {},
): DataFiles {
  if (!('databaseUrl' in endpoint)) {
    return createRemoteFiles({ url: endpoint.analyticsUrl, onCall: observer?.onCall, timeoutMs });
  }
  const quiet = { observer, timeoutMs, replica: { onWritten: replica?.onWritten } };
  const poolSize = endpoint.poolSize === 1 ? 1 : undefined;
  return createDataFiles({ ...databaseOptions(endpoint, quiet), poolSize, synonyms });
}

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
