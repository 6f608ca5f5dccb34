import { Counter, Gauge, type Registry } from 'prom-client';
import type { MemoLoad } from '../../subgraphs/common/memo.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Cache, MemorySize } from '../cache/index.ts';
import type { EdgeState } from '../changes/edge.ts';
import type { GenerationsState } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';
import type { AdmissionState } from '../http/admission.ts';
import type { WebhookCount } from '../webhooks/index.ts';
import { declared, type MetricName } from './metrics.ts';

/** Readers of the gateway's state, which run at each scrape. */
export interface GaugeSources {
  /** The upstreams of the graph that is served now. */
  readonly upstreams: () => readonly Pick<Upstream, 'name' | 'health' | 'schemaFrom'>[];
  readonly webhooks: () => readonly WebhookCount[];
  readonly generations: () => GenerationsState;
  readonly admission: () => AdmissionState;
  /** The load of the memos of documents, plans and variants. */
  readonly memos: () => MemoLoad;
  /** The number of subscriptions. */
  readonly subscriptions: () => number;
  readonly cache: (() => MemorySize & Pick<Cache, 'revalidations'>) | undefined;
  readonly edge: (() => EdgeState) | undefined;
  /** Whether gateways share limits and cache by Redis. */
  readonly redis: (() => boolean) | undefined;
}

/** Readers of metrics of metrics.json; an undefined or infinite value has no sample. */
type Readings<Of> = { readonly [Name in MetricName]?: (of: Of) => number | undefined };
type Sample = readonly [value: number, ...labels: string[]];
type UpstreamState = ReturnType<GaugeSources['upstreams']>[number];

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 } as const;

const OF_UPSTREAM: Readings<UpstreamState> = {
  upstream_circuit_state: ({ health }) => CIRCUIT[health().circuit],
  upstream_active: ({ health }) => health().active,
  upstream_waiting: ({ health }) => health().waiting,
  upstream_sent: ({ health }) => health().sent,
  upstream_retries: ({ health }) => health().retries,
  upstream_shared: ({ health }) => health().shared,
  upstream_refused: ({ health }) => health().refused,
  database_replica_lag_seconds: ({ health }) => health().replica?.lagSeconds,
  database_replica_in_use: ({ health }) => numberOf(health().replica?.inUse),
  database_replica_fallbacks: ({ health }) => health().replica?.fallbacks,
  upstream_schema_live: ({ schemaFrom }) => numberOf(schemaFrom !== 'committed'),
};

const OF_GATEWAY: Readings<GaugeSources> = {
  generation: ({ generations }) => generations().generation,
  reload_failed: ({ generations }) => numberOf(generations().problem !== undefined),
  requests_in_flight: ({ admission }) => admission().inFlight,
  requests_in_flight_limit: ({ admission }) => admission().limit,
  requests_shed: ({ admission }) => admission().shed,
  event_loop_delay_seconds: ({ admission }) => admission().delayMs / 1_000,
  memo_entries: ({ memos }) => memos().entries,
  memo_bytes: ({ memos }) => memos().bytes,
  subscriptions: ({ subscriptions }) => subscriptions(),
};

const OF_CACHE: Readings<ReturnType<NonNullable<GaugeSources['cache']>>> = {
  cache_entries: ({ entries }) => entries,
  cache_characters: ({ characters }) => characters,
  cache_revalidations: ({ revalidations }) => revalidations.all,
  cache_revalidations_failed: ({ revalidations }) => revalidations.failed,
};

const OF_EDGE: Readings<EdgeState> = {
  edge_purges: ({ purges }) => purges,
  edge_purges_failed: ({ failed }) => failed,
  edge_tags_waiting: ({ waiting }) => waiting,
};

const numberOf = (flag: boolean | undefined) => (flag === undefined ? undefined : Number(flag));

/** Adds the gauges whose values are read at each scrape. */
export function addGauges(registry: Registry, sources: GaugeSources): void {
  const { upstreams, generations, cache, edge, redis } = sources;

  function add(name: MetricName, samples: () => Iterable<Sample>) {
    const config = declared(name, registry);
    new Gauge({
      ...config,
      collect() {
        if (config.labelNames.length > 0) this.reset();
        for (const [value, ...of] of samples()) this.labels(...of).set(value);
      },
    });
  }

  function addReadings<Of>(readings: Readings<Of>, all: () => readonly (readonly [Of, ...string[]])[]) {
    for (const [name, read] of Object.entries(readings)) {
      const samples = () =>
        all().flatMap(([of, ...names]): Sample[] => {
          const value = read(of);
          // Workers send values to the primary as JSON, which has no infinity.
          return value === undefined || !Number.isFinite(value) ? [] : [[value, ...names]];
        });
      add(name as MetricName, samples);
    }
  }

  addReadings(OF_UPSTREAM, () => upstreams().map((upstream) => [upstream, upstream.name] as const));
  addReadings(OF_GATEWAY, () => [[sources]]);
  addWebhookCounter(registry, sources.webhooks);
  if (cache) addReadings(OF_CACHE, () => [[cache()]]);
  if (edge) addReadings(OF_EDGE, () => [[edge()]]);
  if (redis) add('redis_shared', () => [[Number(redis())]]);
  add('reloads', () => Object.entries(generations().reloads).map(([outcome, count]): Sample => [count, outcome]));
  add('schema_changes', () =>
    Object.entries(generations().changes).flatMap(([upstream, changes]) =>
      SEVERITIES.map((severity): Sample => [changes[severity].length, upstream, severity]),
    ),
  );
}

function addWebhookCounter(registry: Registry, counts: () => readonly WebhookCount[]): void {
  new Counter({
    ...declared('webhooks_total', registry),
    collect() {
      this.reset();
      for (const { upstream, outcome, count } of counts()) this.labels(upstream, outcome).inc(count);
    },
  });
}
