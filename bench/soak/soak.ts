import { setTimeout as wait } from 'node:timers/promises';
import { chronos } from '../contestants/chronos.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { type Entrant, enter } from '../entrant.ts';
import { load } from '../load.ts';
import { warmUp } from '../measure.ts';
import type { Upstreams } from '../upstreams/run.ts';
import { type Disturbed, disturb } from './disturb.ts';
import { type Driven, drive } from './drive.ts';
import { createOutages } from './outages.ts';
import { type SoakQuestion, soakQuestions } from './questions.ts';
import { type Sample, sample } from './samples.ts';
import { subscribe } from './subscriber.ts';
import { type Tally, tallying } from './tally.ts';
import { SECRETS, tellChanges, type WebhooksTally } from './webhooks.ts';

export interface SoakOptions {
  /** How long the load lasts, in milliseconds, beside some time to begin and to end. */
  readonly ms: number;
  /** How much of what it could answer it is asked, 0 to 1. */
  readonly part?: number;
  readonly say?: (message: string) => void;
}

/** What came of a soak. */
export interface Soaked extends Disturbed, Driven {
  readonly ms: number;
  /** Requests per second: the most that were answered before, and those that were asked. */
  readonly capacity: number;
  readonly rate: number;
  readonly tally: Tally;
  readonly changes: WebhooksTally;
  readonly samples: readonly Sample[];
  /** Generations of the graph that were made, and reloads that made none. */
  readonly swapped: number;
  readonly kept: number;
  /** What the gateway ended with at SIGTERM; null where it had to be killed. */
  readonly exitCode: number | null;
}

/** How many offsets of the benchmark's view take turns. */
const OFFSETS = 200;
const PART = 0.7;
const RAMP = { connections: [2, 8, 24], ms: 2_000 };
/** A shorter soak is warmed up by being measured alone, in milliseconds. */
const WARM_FROM_MS = 5 * 60_000;

const SAMPLES = 60;
const SHORTEST_SAMPLE_MS = 2_000;

/** A machine that is busy with other things makes no answer wrong. */
const PATIENCE = { UPSTREAM_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '120000' };

/** The gateway as the benchmark has it, with the public's rates out of reach as well. */
const gateway: Contestant = {
  ...chronos,
  async start(where) {
    const { env = {}, ...rest } = await chronos.start(where);
    return {
      ...rest,
      env: { ...env, ...SECRETS, ...PATIENCE, RATES: `${env.RATES},public=100000000/100000000000000` },
    };
  },
};

/** Asks a gateway for a long time while it reloads and its upstreams come and go, and checks every answer. */
export async function soak(
  upstreams: Upstreams,
  { ms, part = PART, say = () => undefined }: SoakOptions,
): Promise<Soaked> {
  const entrant = await enter(gateway, upstreams, { offsets: OFFSETS, hooked: true });
  const { running, url } = entrant;
  try {
    const questions = await soakQuestions(entrant, upstreams);
    if (ms >= WARM_FROM_MS) await warmUp({ url, questions });
    const capacity = await capacityOf(entrant, questions);
    const rate = capacity * part;
    say(`${Math.round(capacity)} requests/s at most; it is asked ${Math.round(rate)} a second from now on`);

    const outages = createOutages();
    const { tally, onAnswer, onBroken } = tallying(outages);
    const ending = new AbortController();
    const subscriber = subscribe(url);
    const telling = tellChanges(url, subscriber, ending.signal);
    const sampling = samplesOf(entrant, ms, ending.signal, say);
    const [driven, disturbed] = await Promise.all([
      drive({ url, questions, rate, ms, onAnswer, onBroken }),
      disturb({ running, upstreams, outages, ms }),
    ]);
    ending.abort();
    const [samples, changes] = await Promise.all([sampling, telling]);
    await subscriber.end();
    const reloads = await reloadsOf(url);
    await running.stop();
    const { exitCode } = running.child;
    return { ms, capacity, rate, tally: tally(), changes, samples, ...driven, ...disturbed, ...reloads, exitCode };
  } finally {
    await running.stop();
  }
}

/** The most that it answers in a second, by so many connections as it takes. */
async function capacityOf({ url }: Entrant, questions: readonly SoakQuestion[]): Promise<number> {
  let most = 0;
  for (const connections of RAMP.connections) {
    const { requests, ms } = await load({ url, questions, connections, ms: RAMP.ms });
    most = Math.max(most, (requests * 1_000) / ms);
  }
  return most;
}

async function samplesOf(
  { running }: Entrant,
  ms: number,
  signal: AbortSignal,
  say: (message: string) => void,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  const pause = Math.max(SHORTEST_SAMPLE_MS, ms / SAMPLES);
  for (let ended = false; !ended; ) {
    const next = await sample(running, (performance.now() - start) / 60_000);
    samples.push(next);
    if (samples.length % 10 === 0) say(`minute ${next.minute.toFixed(1)}: ${Math.round(next.heapMb)} MB of heap`);
    ended = await wait(pause, false, { signal }).catch(() => true);
  }
  return samples;
}

async function reloadsOf(url: string): Promise<Pick<Soaked, 'swapped' | 'kept'>> {
  const response = await fetch(`${url}/readyz`);
  const { reloads }: { reloads: { swapped: number; kept: number } } = await response.json();
  return reloads;
}
