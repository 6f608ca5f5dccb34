import { createAnalytics } from '../subgraphs/analytics/index.ts';
import { createRemoteAnalytics } from '../subgraphs/analytics/remote.ts';
import { analyticsSource } from '../subgraphs/analytics/source.ts';
import { createTiles, type Tiles } from '../subgraphs/analytics/tiles/index.ts';
import { connectDirectus } from '../subgraphs/directus/index.ts';
import { connectTwenty } from '../subgraphs/twenty/index.ts';
import type { OnCall, Upstream, UpstreamSource } from '../subgraphs/upstream.ts';

/** Where the three upstreams answer, sandbox or real. */
export type Endpoints = AnalyticsEndpoint & {
  readonly directus: {
    readonly url: string;
    readonly token?: string | undefined;
    readonly publicUrl?: string;
    readonly queryLimitMax?: number | undefined;
  };
  /** `requestsPerMinute`, `requestsPerSecond`: its rate limits; no such limit where nothing is said. */
  readonly twenty: {
    readonly url: string;
    readonly apiKey: string;
    readonly requestsPerMinute?: number;
    readonly requestsPerSecond?: number;
  };
};

/** The database, for analytics run in this process, or where the subgraph is served on its own. */
export type AnalyticsEndpoint = { readonly databaseUrl: string } | { readonly analyticsUrl: string };

export interface ConnectOptions {
  readonly timeoutMs?: number;
  /** What the URLs of map tiles begin with: where clients reach the gateway. Relative where it is not known. */
  readonly tilesOrigin?: string | undefined;
  /** Told of everything that is sent to an upstream. */
  readonly onCall?: OnCall;
}

/** Where the schemas of all three are read, as often as they change. Nothing is connected before one is asked. */
export function connectSources(endpoints: Endpoints, options: ConnectOptions = {}): UpstreamSource[] {
  const { directus, twenty } = endpoints;
  const { token, ...rest } = directus;
  return [
    connectDirectus({ ...rest, ...(token !== undefined && { token }), ...options }),
    connectTwenty({ ...twenty, ...options }),
    analyticsSource(() => connectAnalytics(endpoints, options)),
  ];
}

/** All three at once. None that is down stops it: the last schema that it told stands in, or its committed one. */
export function loadUpstreams(sources: readonly UpstreamSource[]): Promise<Upstream[]> {
  return Promise.all(sources.map((source) => source.load()));
}

/** Connects to all three and reads their schemas once. */
export function connectUpstreams(endpoints: Endpoints, options: ConnectOptions = {}): Promise<Upstream[]> {
  return loadUpstreams(connectSources(endpoints, options));
}

function connectAnalytics(endpoint: AnalyticsEndpoint, options: ConnectOptions): Promise<Upstream> {
  if ('analyticsUrl' in endpoint) return createRemoteAnalytics({ url: endpoint.analyticsUrl, ...options });
  const { onCall, tilesOrigin } = options;
  return createAnalytics({ databaseUrl: endpoint.databaseUrl, onCall, tilesOrigin });
}

/** Vector tiles, where the database is at hand: a subgraph that is served on its own makes none. */
export function connectTiles(endpoint: AnalyticsEndpoint, { onCall }: ConnectOptions = {}): Tiles | undefined {
  return 'databaseUrl' in endpoint ? createTiles({ databaseUrl: endpoint.databaseUrl, onCall }) : undefined;
}
