import { createAnalytics, type ReplicaState } from '../subgraphs/analytics/index.ts';
import { createRemoteAnalytics } from '../subgraphs/analytics/remote.ts';
import { analyticsSource } from '../subgraphs/analytics/source.ts';
import type { Upstream, UpstreamSource } from '../subgraphs/contract/upstream.ts';
import { type CreateDirectusOptions, connectDirectus } from '../subgraphs/directus/index.ts';
import type { TransportTuning } from '../subgraphs/transport/index.ts';
import { type CreateTwentyOptions, connectTwenty } from '../subgraphs/twenty/index.ts';
import type { Config } from './config/config-of.ts';
import { committedSchema, type Deployment } from './config/deployment.ts';
import { type AnalyticsEndpoint, connectData, type DataOptions, databaseOptions } from './connect-analytics.ts';
import { type StandIns, UpstreamSchemaError } from './graph/make-generation.ts';
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

export interface ConnectOptions extends DataOptions {
  /** The selection and the names of Directus's and Twenty's types, and the committed schemas. */
  readonly deployment: Pick<Deployment, 'folder' | 'directus' | 'twenty'>;
  /** The name of Directus's session cookie; by default Directus's own default. */
  readonly sessionCookie?: string | undefined;
  /** Bounds and retries of HTTP requests to an upstream. */
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** The gateway's public URL, for URLs of map tiles; undefined: they are relative. */
  readonly tilesOrigin?: string | undefined;
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

interface LoadUpstreamsOptions {
  /** Upstreams whose committed schema is used in any case. */
  readonly standIns?: StandIns;
  /** Receives the names of the upstreams that have not answered after a second. */
  readonly onWait?: (names: readonly Upstream['name'][]) => void;
}

/**
 * Loads the three upstreams in parallel. For an upstream that is down, uses its last schema, else its committed one.
 * @throws UpstreamSchemaError where a schema cannot be mapped
 */
export async function loadUpstreams(
  sources: readonly UpstreamSource[],
  { standIns, onWait }: LoadUpstreamsOptions = {},
): Promise<Upstream[]> {
  const waiting = new Set(sources.map(({ name }) => name));
  const slow = setTimeout(() => onWait?.([...waiting]), 1_000);
  const loads = sources.map(async (source) => {
    try {
      return await source.load({ committed: standIns?.has(source.name) ?? false });
    } catch (error) {
      throw new UpstreamSchemaError(source.name, error);
    } finally {
      waiting.delete(source.name);
    }
  });
  return Promise.all(loads).finally(() => clearTimeout(slow));
}

/** Connects to the three upstreams, and reads their schemas once. */
export function connectUpstreams(endpoints: Endpoints, options: ConnectOptions): Promise<Upstream[]> {
  return loadUpstreams(connectSources(endpoints, options));
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
    ...connectData(endpoints, options),
    /** Reads from the primary until the replica has the latest writes. */
    catchUp(): void {
      for (const notify of written) notify();
    },
  };
}
