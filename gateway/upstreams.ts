import { createDataFiles, type DataFiles } from '../subgraphs/analytics/files/index.ts';
import { createRemoteFiles } from '../subgraphs/analytics/files/remote.ts';
import { createAnalytics, type DatabaseOptions, type ReplicaOptions } from '../subgraphs/analytics/index.ts';
import { createIngestion, type Ingestion } from '../subgraphs/analytics/ingestion/index.ts';
import { createRemoteIngestion } from '../subgraphs/analytics/ingestion/remote.ts';
import { createRemoteAnalytics } from '../subgraphs/analytics/remote.ts';
import type { Synonym } from '../subgraphs/analytics/search/synonyms.ts';
import { analyticsSource } from '../subgraphs/analytics/source.ts';
import { createTiles, type Tiles } from '../subgraphs/analytics/tiles/index.ts';
import { createRemoteTiles } from '../subgraphs/analytics/tiles/remote.ts';
import { type CreateDirectusOptions, connectDirectus } from '../subgraphs/directus/index.ts';
import type { TransportTuning } from '../subgraphs/transport/index.ts';
import { type CreateTwentyOptions, connectTwenty } from '../subgraphs/twenty/index.ts';
import type { Upstream, UpstreamSource } from '../subgraphs/upstream.ts';
import type { AnalyticsDatabase } from './config/config-of.ts';
import { committedSchema, type Deployment } from './config/deployment.ts';
import { UpstreamSchemaError } from './graph/upstream-schema.ts';
import type { Observer } from './observe/observer.ts';

/** Where the three upstreams answer, sandbox or real. */
export type Endpoints = AnalyticsEndpoint & {
  readonly directus: Pick<CreateDirectusOptions, 'url' | 'token' | 'publicUrl' | 'queryLimitMax' | 'permissionsMs'>;
  readonly twenty: Pick<CreateTwentyOptions, 'url' | 'apiKey' | 'requestsPerMinute' | 'requestsPerSecond'>;
};

/** The database, for analytics run in this process, or where the subgraph is served on its own. */
export type AnalyticsEndpoint = AnalyticsDatabase | { readonly analyticsUrl: string };

export interface ConnectOptions {
  /** What of Directus and Twenty joins the graph, and under which names, and their schemas while they are away. */
  readonly deployment: Pick<Deployment, 'folder' | 'directus' | 'twenty'>;
  /** What Directus calls its session cookie, where not as by itself. */
  readonly sessionCookie?: string | undefined;
  readonly timeoutMs?: number | undefined;
  /** How much is sent to an upstream over HTTP, and how it is tried again. */
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** What the URLs of map tiles begin with: where clients reach the gateway. Relative where it is not known. */
  readonly tilesOrigin?: string | undefined;
  /** Those of the deployment that searches of series find, besides the project's own. */
  readonly synonyms?: readonly Synonym[] | undefined;
  /** Receives the state of the replica of the analytics database, and reports when something was written there. */
  readonly replica?: Pick<ReplicaOptions, 'onChange' | 'onWritten'> | undefined;
  /** Notes everything that is asked of an upstream, and everything that is sent to one. */
  readonly observer?: Pick<Observer, 'onCall' | 'watch'> | undefined;
}

/** Where the schemas of all three are read, as often as they change. Nothing is connected before one is asked. */
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
 * All three at once. None that is down stops it: the last schema that it told stands in, or its committed one.
 * @param standIns those whose committed schema is taken, whatever they tell
 * @throws UpstreamSchemaError where one cannot be mapped
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

/** Connects to all three and reads their schemas once. */
export function connectUpstreams(endpoints: Endpoints, options: ConnectOptions): Promise<Upstream[]> {
  return loadUpstreams(connectSources(endpoints, options));
}

/** How the analytics database of an endpoint is connected to. */
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

/** The loads of data, as they end: of the database, or of the subgraph that is served on its own. */
export function connectIngestion(endpoint: AnalyticsEndpoint, timeoutMs?: number): Ingestion {
  return 'databaseUrl' in endpoint
    ? createIngestion({ databaseUrl: endpoint.databaseUrl, statementTimeoutMs: timeoutMs })
    : createRemoteIngestion(() => createRemoteAnalytics({ url: endpoint.analyticsUrl, timeoutMs }));
}

/** Vector tiles, from the database or from the subgraph that is served on its own. */
export function connectTiles(
  endpoint: AnalyticsEndpoint,
  { observer, timeoutMs, replica }: Omit<ConnectOptions, 'deployment'> = {},
): Tiles {
  // The graph's own connection reports how the replica is.
  const quiet = { observer, timeoutMs, replica: { onWritten: replica?.onWritten } };
  return 'databaseUrl' in endpoint
    ? createTiles(databaseOptions(endpoint, quiet))
    : createRemoteTiles({ url: endpoint.analyticsUrl, onCall: observer?.onCall, timeoutMs });
}

/** Files of data, from the database or from the subgraph that is served on its own. */
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
