import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { BoundedNames } from './bounded-names.ts';
import { wavesOf } from './record.ts';
import type { Watcher } from './watcher.ts';

/** What may be scraped, and the watcher that fills it. */
export interface Metrics {
  readonly registry: Registry;
  readonly watcher: Watcher;
}

/** From what a hash from memory takes to the longest deadline, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WAVES = [0, 1, 2, 3, 4, 6, 8];
const POINTS = [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/**
 * Requests and upstream calls as Prometheus counts them. How many series there are is bounded, whatever clients send:
 * operations are named where they are trusted documents, and are "other" else; codes past the first hundred too.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const codes = new BoundedNames(100);

  const { requests, durations, errors, waves, costs } = requestMetrics(registers);
  const { cacheHits, cacheMisses, prefetches, calls, callErrors } = upstreamMetrics(registers);
  const requestsOf = madeOnce((operation) =>
    madeOnce((audience) => madeOnce((outcome) => requests.labels(operation, audience, outcome))),
  );
  const durationsOf = madeOnce((operation) => madeOnce((audience) => durations.labels(operation, audience)));
  const costsOf = madeOnce((audience) => costs.labels(audience));
  const callsOf = madeOnce((upstream) => calls.labels(upstream));

  return {
    registry,
    watcher: {
      callEnds({ upstream, end }) {
        if (!end) return;
        callsOf(upstream).observe(end.ms / 1000);
        if (end.errorCode !== undefined) callErrors.labels(upstream, codes.of(end.errorCode)).inc();
      },
      requestEnds(record) {
        const { operation, identity, end, plannedWaves, cost, prefetch } = record;
        if (!end) return;
        const name = operation?.isTrusted ? (operation.name ?? 'other') : 'other';
        const audience = identity?.audience ?? 'unknown';
        requestsOf(name)(audience)(end.outcome).inc();
        durationsOf(name)(audience).observe(end.ms / 1000);
        for (const code of end.codes) errors.labels(codes.of(code)).inc();
        if (cost !== undefined) costsOf(audience).observe(cost);
        if (plannedWaves !== undefined) waves.observe(wavesOf(record));
        for (const [cache, count] of Object.entries(record.cacheHits)) cacheHits.labels(cache).inc(count);
        for (const [cache, count] of Object.entries(record.cacheMisses)) cacheMisses.labels(cache).inc(count);
        if (prefetch.hits > 0) prefetches.labels('hit').inc(prefetch.hits);
        if (prefetch.misses > 0) prefetches.labels('miss').inc(prefetch.misses);
      },
    },
  };
}

function requestMetrics(registers: Registry[]) {
  return {
    requests: new Counter({
      name: 'chronos_requests_total',
      help: 'Requests by operation (trusted documents by name), audience and outcome: done, partly, failed, refused.',
      labelNames: ['operation', 'audience', 'outcome'],
      registers,
    }),
    durations: new Histogram({
      name: 'chronos_request_duration_seconds',
      help: 'From the first header to the answer.',
      labelNames: ['operation', 'audience'],
      buckets: SECONDS,
      registers,
    }),
    errors: new Counter({
      name: 'chronos_request_errors_total',
      help: 'Requests that were answered with an error of this code.',
      labelNames: ['code'],
      registers,
    }),
    waves: new Histogram({
      name: 'chronos_request_waves',
      help: 'How many upstream requests of a request had to wait for one another.',
      buckets: WAVES,
      registers,
    }),
    costs: new Histogram({
      name: 'chronos_request_cost_points',
      help: 'What operations cost, in the points of the limits.',
      labelNames: ['audience'],
      buckets: POINTS,
      registers,
    }),
  };
}

/** Upstream calls, and what saves them: caches and prefetches. */
function upstreamMetrics(registers: Registry[]) {
  return {
    cacheHits: new Counter({
      name: 'chronos_cache_hits_total',
      help: 'Answers and link keys that were found in the cache.',
      labelNames: ['cache'],
      registers,
    }),
    cacheMisses: new Counter({
      name: 'chronos_cache_misses_total',
      help: 'Answers and link keys that were not found in the cache.',
      labelNames: ['cache'],
      registers,
    }),
    prefetches: new Counter({
      name: 'chronos_prefetches_total',
      help: 'Lookups of links that were prefetched: hit or miss.',
      labelNames: ['result'],
      registers,
    }),
    calls: new Histogram({
      name: 'chronos_upstream_call_duration_seconds',
      help: 'HTTP requests and SQL statements, until their whole answers.',
      labelNames: ['upstream'],
      buckets: SECONDS,
      registers,
    }),
    callErrors: new Counter({
      name: 'chronos_upstream_call_errors_total',
      help: 'HTTP requests and SQL statements that failed.',
      labelNames: ['upstream', 'code'],
      registers,
    }),
  };
}

/**
 * A metric's series by a label, and then by the next: to make one costs as much as to count, and so does writing a key of all
 * its labels. There are as many as their bounds allow.
 */
function madeOnce<Made>(make: (label: string) => Made): (label: string) => Made {
  const made = new Map<string, Made>();
  return (label) => {
    const known = made.get(label);
    if (known !== undefined) return known;
    const first = make(label);
    made.set(label, first);
    return first;
  };
}
