import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import declarations from './metrics.json' with { type: 'json' };
import { type Watcher, wavesOf } from './record.ts';

export type MetricName = keyof typeof declarations;

interface Declaration {
  readonly help: string;
  readonly labels?: readonly string[];
  /** The buckets of a histogram. */
  readonly buckets?: number[];
  /** The aggregation of several workers' values; by default their sum. */
  readonly aggregator?: 'sum' | 'max' | 'min';
}

/** Returns the configuration of a metric of metrics.json, which lists all metrics except Node's own. */
export function declared(name: MetricName, registry: Registry) {
  const { help, labels = [], ...others } = declarations[name] as Declaration;
  return { name: `chronos_${name}`, help, labelNames: [...labels], registers: [registry], ...others };
}

/**
 * Makes the Prometheus metrics of requests and upstream calls: a registry, and the watcher that fills it. The number of series is bounded, whatever clients send:
 * only trusted documents are labelled with their operation's name, others with "other", like codes after the first
 * hundred.
 */
export function createMetrics(): { readonly registry: Registry; readonly watcher: Watcher } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const codeOf = boundedNames(100);

  const counter = (name: MetricName) => new Counter(declared(name, registry));
  const histogram = (name: MetricName) => new Histogram(declared(name, registry));
  const [requests, errors] = [counter('requests_total'), counter('request_errors_total')];
  const [durations, waves] = [histogram('request_duration_seconds'), histogram('request_waves')];
  const costs = histogram('request_cost_points');
  // Upstream calls, and the caches and prefetches that save them.
  const [cacheHits, cacheMisses] = [counter('cache_hits_total'), counter('cache_misses_total')];
  const prefetches = counter('prefetches_total');
  const [calls, callErrors] = [histogram('upstream_call_duration_seconds'), counter('upstream_call_errors_total')];
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
        if (end.errorCode !== undefined) callErrors.labels(upstream, codeOf(end.errorCode)).inc();
      },
      requestEnds(record) {
        const { operation, identity, end, plannedWaves, cost, prefetch } = record;
        if (!end) return;
        const name = operation?.isTrusted ? (operation.name ?? 'other') : 'other';
        const audience = identity?.audience ?? 'unknown';
        requestsOf(name)(audience)(end.outcome).inc();
        durationsOf(name)(audience).observe(end.ms / 1000);
        for (const code of end.codes) errors.labels(codeOf(code)).inc();
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

/**
 * Memoizes a metric's series by one label, and nests for the next label: making a series costs as much as counting, and
 * so does writing a key of all labels. The labels' bounds limit their number.
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

/** Bounds the values of a label: after the first `most` values, others become "other". */
function boundedNames(most: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.size < most) known.add(name);
    return known.has(name) ? name : 'other';
  };
}
