import { Gauge, type Registry } from 'prom-client';
import type { Cache, MemorySize } from '../cache/index.ts';
import type { GenerationsState } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';
import type { AdmissionState } from '../http/admission.ts';

/** What is asked for its state whenever metrics are read. */
export interface GraphGaugeSources {
  readonly generations: () => GenerationsState;
  readonly admission: () => AdmissionState;
  /** How many subscriptions there are. */
  readonly subscriptions?: () => number;
  /** What of answers is kept, and how they were asked for anew. */
  readonly cache?: (() => CacheState) | undefined;
}

type CacheState = MemorySize & Pick<Cache, 'revalidations'>;

/** What each gauge reads, and how those of several workers are one. */
const OF_GENERATIONS = [
  [
    'chronos_reload_failed',
    'Whether the last reload left the generation before it serving.',
    'max',
    (state) => (state.problem === undefined ? 0 : 1),
  ],
  [
    'chronos_generations_draining',
    'Generations that were replaced and still have requests.',
    'sum',
    (state) => state.draining.length,
  ],
] as const satisfies readonly Reading<GenerationsState>[];

const OF_ADMISSION = [
  ['chronos_requests_in_flight', 'Requests being served.', 'sum', ({ inFlight }) => inFlight],
  ['chronos_requests_in_flight_limit', 'How many may be, right now.', 'sum', ({ limit }) => limit],
  [
    'chronos_requests_shed',
    'Requests turned away since the start: too many were being served.',
    'sum',
    ({ shed }) => shed,
  ],
  [
    'chronos_event_loop_delay_seconds',
    'How long callbacks waited in the last tenth of a second.',
    'max',
    (state) => state.delayMs / 1_000,
  ],
] as const satisfies readonly Reading<AdmissionState>[];

const OF_SUBSCRIPTIONS = [
  ['chronos_subscriptions', 'Subscriptions that are told what changes.', 'sum', (count) => count],
] as const satisfies readonly Reading<number>[];

const OF_CACHE = [
  ['chronos_cache_entries', 'Answers that are kept in memory.', 'sum', ({ entries }) => entries],
  ['chronos_cache_characters', 'How long they are together, as JSON.', 'sum', ({ characters }) => characters],
  [
    'chronos_cache_revalidations',
    'Answers asked for anew beside a request since the start.',
    'sum',
    ({ revalidations }) => revalidations.all,
  ],
  [
    'chronos_cache_revalidations_failed',
    'Those of them that could not be.',
    'sum',
    ({ revalidations }) => revalidations.failed,
  ],
] as const satisfies readonly Reading<CacheState>[];

type Reading<State> = readonly [name: string, help: string, aggregator: 'max' | 'sum', read: (state: State) => number];

/** Adds how the generations of the graph change, how much is served, and how much is kept. */
export function addGraphGauges(registry: Registry, sources: GraphGaugeSources): void {
  const { generations, admission, subscriptions, cache } = sources;
  addReadings(registry, OF_GENERATIONS, generations);
  addReadings(registry, OF_ADMISSION, admission);
  if (subscriptions) addReadings(registry, OF_SUBSCRIPTIONS, subscriptions);
  if (cache) addReadings(registry, OF_CACHE, cache);
  new Gauge({
    name: 'chronos_reloads',
    help: 'How often a generation was swapped in, and how often one could not be.',
    labelNames: ['outcome'],
    aggregator: 'sum',
    registers: [registry],
    collect() {
      for (const [outcome, count] of Object.entries(generations().reloads)) this.labels(outcome).set(count);
    },
  });
  new Gauge({
    name: 'chronos_schema_changes',
    help: 'How many changes of a kind the last reload that had any brought.',
    labelNames: ['upstream', 'severity'],
    aggregator: 'max',
    registers: [registry],
    collect() {
      this.reset();
      for (const [upstream, changes] of Object.entries(generations().changes)) {
        for (const severity of SEVERITIES) this.labels(upstream, severity).set(changes[severity].length);
      }
    },
  });
}

function addReadings<State>(registry: Registry, readings: readonly Reading<State>[], state: () => State): void {
  for (const [name, help, aggregator, read] of readings) {
    new Gauge({
      name,
      help,
      aggregator,
      registers: [registry],
      collect() {
        this.set(read(state()));
      },
    });
  }
}
