import { Counter, Gauge, type Registry } from 'prom-client';
import type { MemoLoad } from '../../subgraphs/common/memo.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Cache } from '../cache/index.ts';
import type { EdgeState } from '../changes/edge.ts';
import type { GenerationsState } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';
import type { AdmissionState } from '../http/admission.ts';
import type { Redis } from '../redis.ts';
import type { WebhookCount } from '../webhooks/index.ts';
import { declared, type MetricName } from './metrics.ts';

/** The parts of the gateway whose state is read at each scrape. */
export interface GaugeSources {
  readonly generations: {
    readonly state: GenerationsState;
    readonly current: { readonly upstreams: readonly Observed[] };
  };
  readonly webhooks: { readonly counts: readonly WebhookCount[] };
  readonly door: { readonly admission: AdmissionState };
  /** The load of the memos of documents, plans and variants. */
  readonly memos: () => MemoLoad;
  readonly subscriptions: { readonly count: number };
  readonly cache: Pick<Cache, 'size' | 'revalidations'> | undefined;
  readonly edge: { readonly state: EdgeState } | undefined;
  readonly redis: Pick<Redis, 'isShared'> | undefined;
}

type Observed = Pick<Upstream, 'name' | 'health' | 'schemaFrom'>;

/** Readers of metrics of metrics.json; an undefined or infinite value has no sample. */
type Readings<Of> = { readonly [Name in MetricName]?: (of: Of) => number | undefined };
type Sample = readonly [value: number, ...labels: string[]];

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 } as const;

const OF_UPSTREAM: Readings<Observed> = {
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
  generation: ({ generations }) => generations.state.generation,
  reload_failed: ({ generations }) => numberOf(generations.state.problem !== undefined),
  requests_in_flight: ({ door }) => door.admission.inFlight,
  requests_in_flight_limit: ({ door }) => door.admission.limit,
  requests_shed: ({ door }) => door.admission.shed,
  event_loop_delay_seconds: ({ door }) => door.admission.delayMs / 1_000,
  memo_entries: ({ memos }) => memos().entries,
  memo_bytes: ({ memos }) => memos().bytes,
  subscriptions: ({ subscriptions }) => subscriptions.count,
};

const OF_CACHE: Readings<NonNullable<GaugeSources['cache']>> = {
  cache_entries: ({ size }) => size.entries,
  cache_characters: ({ size }) => size.characters,
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
  const { generations, cache, edge, redis } = sources;

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

  addReadings(OF_UPSTREAM, () => generations.current.upstreams.map((upstream) => [upstream, upstream.name] as const));
  addReadings(OF_GATEWAY, () => [[sources]]);
  addWebhookCounter(registry, sources.webhooks);
  if (cache) addReadings(OF_CACHE, () => [[cache]]);
  if (edge) addReadings(OF_EDGE, () => [[edge.state]]);
  if (redis) add('redis_shared', () => [[Number(redis.isShared)]]);
  add('reloads', () => Object.entries(generations.state.reloads).map(([outcome, count]): Sample => [count, outcome]));
  add('schema_changes', () =>
    Object.entries(generations.state.changes).flatMap(([upstream, changes]) =>
      SEVERITIES.map((severity): Sample => [changes[severity].length, upstream, severity]),
    ),
  );
}

function addWebhookCounter(registry: Registry, webhooks: GaugeSources['webhooks']): void {
  new Counter({
    ...declared('webhooks_total', registry),
    collect() {
      this.reset();
      for (const { upstream, outcome, count } of webhooks.counts) this.labels(upstream, outcome).inc(count);
    },
  });
}
