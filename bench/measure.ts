import type { Entrant } from './entrant.ts';
import { load, percentile } from './load.ts';
import type { Counts } from './upstreams/messages.ts';
import type { Upstreams } from './upstreams/run.ts';

/** How a time under load is set up. */
export interface Setting {
  readonly connections: number;
  /** How long the upstreams hold an answer back, in milliseconds. */
  readonly delayMs: number;
}

export interface Rounds {
  readonly rounds: number;
  /** How long each contestant is asked in each round, in milliseconds. */
  readonly ms: number;
}

/** What one contestant did in one setting: medians of the rounds. */
export interface Figures {
  readonly requestsPerSecond: number;
  /** In milliseconds, as the next two. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time per request. */
  readonly cpu: number;
  /** Requests to all upstreams per request. */
  readonly upstreamRequests: number;
  /** The most memory it was seen to hold. */
  readonly rssMb: number;
}

export interface Measured {
  readonly setting: Setting;
  /** By the contestant's name. */
  readonly figures: ReadonlyMap<string, Figures>;
}

/** Asks every contestant under load in rounds that alternate them, each round beginning with another one. */
export async function measure(
  entrants: readonly Entrant[],
  upstreams: Upstreams,
  setting: Setting,
  { rounds, ms }: Rounds,
): Promise<Measured> {
  await upstreams.delay(setting.delayMs);
  const seen = new Map(entrants.map(({ contestant }) => [contestant.name, [] as Figures[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < entrants.length; turn += 1) {
      const entrant = entrants[(round + turn) % entrants.length];
      if (entrant) seen.get(entrant.contestant.name)?.push(await once(entrant, upstreams, setting, ms));
    }
  }
  await upstreams.delay(0);
  return { setting, figures: new Map(Array.from(seen, ([name, figures]) => [name, mediansOf(figures)])) };
}

/** What is asked before anything counts: a program is compiled by being used, however busy the machine. */
const WARM_UP = { requests: 10_000, connections: 10, ms: 1_000, mostMs: 30_000 };

/** Asks so much of an entrant, for half a minute at most. */
export async function warmUp({ url, questions }: Pick<Entrant, 'url' | 'questions'>): Promise<void> {
  const { requests, connections, ms, mostMs } = WARM_UP;
  const end = performance.now() + mostMs;
  for (let asked = 0; asked < requests && performance.now() < end; ) {
    asked += (await load({ url, questions, connections, ms })).requests;
  }
}

/** One time under load. */
export async function once(
  { url, questions, running }: Entrant,
  upstreams: Upstreams,
  { connections }: Pick<Setting, 'connections'>,
  ms: number,
): Promise<Figures> {
  await upstreams.takeCounts();
  const cpuBefore = running.cpuMs();
  const { requests, ms: took, latencies } = await load({ url, questions, connections, ms });
  const cpuMs = running.cpuMs() - cpuBefore;
  const { counts } = await upstreams.takeCounts();
  return {
    requestsPerSecond: (requests * 1000) / took,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: cpuMs / requests,
    upstreamRequests: sumOf(counts) / requests,
    rssMb: running.rssMb(),
  };
}

/** All requests of all upstreams. */
export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function mediansOf(figures: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => median(figures.map((each) => each[key]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    upstreamRequests: of('upstreamRequests'),
    rssMb: Math.max(...figures.map(({ rssMb }) => rssMb)),
  };
}

/** The middle of some values, or the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [lower = Number.NaN, upper = Number.NaN] = [(sorted.length - 1) >> 1, sorted.length >> 1].map(
    (at) => sorted[at],
  );
  return (lower + upper) / 2;
}
