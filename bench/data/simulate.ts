import { fileURLToPath } from 'node:url';

/*
 * What a site of many pages asks of each layer, as it grows: visitors come at random and prefer some pages, answers are cached for
 * as long as those of figures are. The inputs are measured: see docs/scale.md.
 */

/** Milliseconds of a core for one view: from the cache, else of each that answers it. */
const MS = { cached: 0.061, gateway: 0.49, directus: 4.5, postgres: 0.86 };

/** Pages of a site: one for each county, and articles; the nth is read an nth as often as the first (Zipf). */
const PAGES = 10_000;
/** How long a cached answer is fresh, in seconds. */
const FRESH_SECONDS = 300;
/** How long is simulated, in seconds: the first round of answers is not counted. */
const SECONDS = 2 * FRESH_SECONDS;

export interface Demand {
  readonly viewsPerSecond: number;
  /** What part of the views the cache does not answer. */
  readonly missShare: number;
  /** Cores of each layer, without a cache and with one. */
  readonly without: Cores;
  readonly cached: Cores;
}

type Cores = Readonly<Record<'gateway' | 'directus' | 'postgres', number>>;

/** Numbers from 0 to 1 that are the same in every run (Lehmer's generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Simulates the visitors of a site. */
export function simulate(viewsPerSecond: number): Demand {
  const random = randomFrom(42);
  const weights = Float64Array.from({ length: PAGES }, (_, nth) => 1 / (nth + 1));
  for (let nth = 1; nth < PAGES; nth += 1) weights[nth] = (weights[nth] ?? 0) + (weights[nth - 1] ?? 0);
  const total = weights[PAGES - 1] ?? 1;
  const freshUntil = new Float64Array(PAGES);
  let [views, misses] = [0, 0];
  for (let now = 0; now < SECONDS; now += -Math.log(1 - random()) / viewsPerSecond) {
    const page = indexOf(weights, random() * total);
    const isMiss = (freshUntil[page] ?? 0) <= now;
    if (isMiss) freshUntil[page] = now + FRESH_SECONDS;
    if (now < FRESH_SECONDS) continue;
    views += 1;
    misses += isMiss ? 1 : 0;
  }
  const missShare = misses / views;
  return { viewsPerSecond, missShare, without: coresOf(viewsPerSecond, 1), cached: coresOf(viewsPerSecond, missShare) };
}

function coresOf(viewsPerSecond: number, missShare: number): Cores {
  const [hits, misses] = [viewsPerSecond * (1 - missShare), viewsPerSecond * missShare];
  return {
    gateway: (hits * MS.cached + misses * MS.gateway) / 1_000,
    directus: (misses * MS.directus) / 1_000,
    postgres: (misses * MS.postgres) / 1_000,
  };
}

/** The first of ascending numbers that is not below a value. */
function indexOf(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The table of docs/scale.md. */
export function demandTable(rates: readonly number[] = [10, 100, 1_000, 10_000]): string {
  const cores = ({ gateway, directus, postgres }: Cores) =>
    [gateway, directus, postgres].map((each) => each.toFixed(2));
  const rows = rates.map(simulate).map(({ viewsPerSecond, missShare, without, cached }) => {
    const cells = [
      viewsPerSecond.toLocaleString('en'),
      ...cores(without),
      `${(100 * missShare).toFixed(1)} %`,
      ...cores(cached),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Views a second | gateway | Directus | PostgreSQL | not cached | gateway | Directus | PostgreSQL |',
    '|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(demandTable());
