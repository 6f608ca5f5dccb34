import { Counter, Gauge, type Registry } from 'prom-client';
import type { MemoLoad } from '../../subgraphs/memo.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Cache, MemorySize } from '../cache/index.ts';
import type { GenerationsState } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';
import type { AdmissionState } from '../http/admission.ts';
import type { WebhookCount } from '../webhooks/index.ts';

/** Readers of the gateway's state, which run at each scrape. */
export interface GaugeSources {
  /** The upstreams of the graph that is served now. */
  readonly upstreams: () => readonly Pick<Upstream, 'name' | 'health' | 'schemaFrom'>[];
  /** How often the graph has been composed. */
  readonly generation?: () => number;
  readonly graph?: GraphGaugeSources;
  readonly webhooks?: () => readonly WebhookCount[];
}

export interface GraphGaugeSources {
  readonly generations: () => GenerationsState;
  readonly admission: () => AdmissionState;
  /** What memos hold: documents, plans, variants. */
  readonly memos: () => MemoLoad;
  /** The number of subscriptions. */
  readonly subscriptions?: () => number;
  readonly cache?: (() => MemorySize & Pick<Cache, 'revalidations'>) | undefined;
}

/** How the values of several workers become one. */
type Aggregator = 'sum' | 'max' | 'min';
type Reading<Of> = readonly [name: string, help: string, aggregator: Aggregator, read: (of: Of) => number | undefined];
type Sample = readonly [value: number, ...labels: string[]];
type UpstreamState = ReturnType<GaugeSources['upstreams']>[number];

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 } as const;

const OF_UPSTREAM: readonly Reading<UpstreamState>[] = [
  [
    'upstream_circuit_state',
    'Its circuit breaker: 0 closed, 1 half-open, 2 open.',
    'max',
    ({ health }) => CIRCUIT[health().circuit],
  ],
  ['upstream_active', 'Requests or statements in flight.', 'sum', ({ health }) => health().active],
  ['upstream_waiting', 'Requests or statements that wait for a connection.', 'sum', ({ health }) => health().waiting],
  ['upstream_sent', 'Requests or statements sent since it was connected.', 'sum', ({ health }) => health().sent],
  ['upstream_retries', 'Of these, how many were retries.', 'sum', ({ health }) => health().retries],
  [
    'upstream_shared',
    'Reads that shared the response of an equal one in flight.',
    'sum',
    ({ health }) => health().shared,
  ],
  ['upstream_refused', 'Refused: too many waited, or the circuit was open.', 'sum', ({ health }) => health().refused],
  [
    'database_replica_lag_seconds',
    'How far the replica is behind; absent where that is unknown.',
    'max',
    ({ health }) => health().replica?.lagSeconds,
  ],
  [
    'database_replica_in_use',
    'Whether the replica is read from (1), or the database itself (0).',
    'min',
    ({ health }) => numberOf(health().replica?.inUse),
  ],
  [
    'database_replica_fallbacks',
    'Statements that failed on the replica and were sent to the database itself, since the start.',
    'sum',
    ({ health }) => health().replica?.fallbacks,
  ],
  [
    'upstream_schema_live',
    'Whether its schema is that of the running server (1) or the committed one (0).',
    'min',
    ({ schemaFrom }) => numberOf(schemaFrom !== 'committed'),
  ],
];

const OF_GRAPH: readonly Reading<GraphGaugeSources>[] = [
  [
    'reload_failed',
    'Whether the last reload failed, and the generation before it still serves.',
    'max',
    ({ generations }) => numberOf(generations().problem !== undefined),
  ],
  [
    'generations_draining',
    'Replaced generations that still have requests.',
    'sum',
    ({ generations }) => generations().draining.length,
  ],
  ['requests_in_flight', 'Requests being served.', 'sum', ({ admission }) => admission().inFlight],
  ['requests_in_flight_limit', 'How many may be, right now.', 'sum', ({ admission }) => admission().limit],
  [
    'requests_shed',
    'Requests refused since the start: too many were being served.',
    'sum',
    ({ admission }) => admission().shed,
  ],
  [
    'event_loop_delay_seconds',
    'How long callbacks waited in the last tenth of a second.',
    'max',
    ({ admission }) => admission().delayMs / 1_000,
  ],
  ['memo_entries', 'Entries of the memos of documents, plans and variants.', 'sum', ({ memos }) => memos().entries],
  ['memo_bytes', 'Their size, by estimate.', 'sum', ({ memos }) => memos().bytes],
  ['subscriptions', 'Open subscriptions.', 'sum', ({ subscriptions }) => subscriptions?.()],
];

const OF_CACHE: readonly Reading<ReturnType<NonNullable<GraphGaugeSources['cache']>>>[] = [
  ['cache_entries', 'Cached answers in memory.', 'sum', ({ entries }) => entries],
  ['cache_characters', 'Their size, in characters of JSON.', 'sum', ({ characters }) => characters],
  ['cache_revalidations', 'Revalidations since the start.', 'sum', ({ revalidations }) => revalidations.all],
  ['cache_revalidations_failed', 'Revalidations that failed.', 'sum', ({ revalidations }) => revalidations.failed],
];

const numberOf = (flag: boolean | undefined) => (flag === undefined ? undefined : Number(flag));

/** Adds the gauges whose values are read at each scrape. */
export function addGauges(registry: Registry, { upstreams, generation, graph, webhooks }: GaugeSources): void {
  function add(name: string, help: string, aggregator: Aggregator, samples: () => Iterable<Sample>, labels: string[]) {
    new Gauge({
      name: `chronos_${name}`,
      help,
      labelNames: labels,
      aggregator,
      registers: [registry],
      collect() {
        if (labels.length > 0) this.reset();
        for (const [value, ...of] of samples()) this.labels(...of).set(value);
      },
    });
  }

  function addReadings<Of>(
    readings: readonly Reading<Of>[],
    all: () => readonly (readonly [Of, ...string[]])[],
    labels: string[] = [],
  ) {
    for (const [name, help, aggregator, read] of readings) {
      const samples = () =>
        all().flatMap(([of, ...names]): Sample[] => {
          const value = read(of);
          // Workers send values to the primary as JSON, which has no infinity.
          return value === undefined || !Number.isFinite(value) ? [] : [[value, ...names]];
        });
      add(name, help, aggregator, samples, labels);
    }
  }

  addReadings(OF_UPSTREAM, () => upstreams().map((upstream) => [upstream, upstream.name] as const), ['upstream']);
  if (generation)
    addReadings([['generation', 'How often the graph has been composed.', 'min', generation]], () => [[undefined]]);
  if (graph) {
    const { generations, cache } = graph;
    addReadings(OF_GRAPH, () => [[graph]]);
    if (cache) addReadings(OF_CACHE, () => [[cache()]]);
    const reloads = () => Object.entries(generations().reloads).map(([outcome, count]): Sample => [count, outcome]);
    add('reloads', 'Reloads, by whether a generation was swapped in or kept.', 'sum', reloads, ['outcome']);
    const changes = () =>
      Object.entries(generations().changes).flatMap(([upstream, changes]) =>
        SEVERITIES.map((severity): Sample => [changes[severity].length, upstream, severity]),
      );
    const help = 'Schema changes by severity, of the last reload that had any.';
    add('schema_changes', help, 'max', changes, ['upstream', 'severity']);
  }
  if (webhooks) addWebhookCounter(registry, webhooks);
}

function addWebhookCounter(registry: Registry, counts: () => readonly WebhookCount[]): void {
  new Counter({
    name: 'chronos_webhooks_total',
    help: 'Deliveries of upstreams: published, ignored, schema, refused, replayed, malformed.',
    labelNames: ['upstream', 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { upstream, outcome, count } of counts()) this.labels(upstream, outcome).inc(count);
    },
  });
}
