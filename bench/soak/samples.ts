import { heapMb } from '../inside/ask.ts';
import type { Running } from '../process.ts';
import { slopeOf } from './slope.ts';

/** What the gateway held at a time. */
export interface Sample {
  /** Since the soak began, in minutes. */
  readonly minute: number;
  readonly rssMb: number;
  /** In use once garbage is collected. */
  readonly heapMb: number;
  readonly descriptors: number;
}

export type Held = 'rssMb' | 'heapMb' | 'descriptors';

export interface Growth {
  readonly of: Held;
  /** In an hour, by the samples after the first third: it is warm by then. */
  readonly perHour: number;
  /** Between the first and the last of those. */
  readonly grown: number;
  /** Whether that is no more than `most`. */
  readonly isFlat: boolean;
  readonly most: number;
}

/**
 * How much may be grown at the end: a generation of the graph that is kept holds nearly 6 MB, and there is one for every
 * reload; so many connections come and go.
 */
const MOST: Readonly<Record<Held, number>> = { rssMb: 48, heapMb: 8, descriptors: 16 };

/** Looks at a gateway that runs with the hook of `bench/inside`. */
export async function sample(running: Running, minute: number): Promise<Sample> {
  // Before the garbage is collected, which is what the operating system sees.
  const seen = { minute, rssMb: running.rssMb(), descriptors: running.descriptors() };
  return { ...seen, heapMb: await heapMb(running) };
}

export function growthOf(samples: readonly Sample[]): readonly Growth[] {
  const warm = samples.slice(Math.floor(samples.length / 3));
  const minutes = (warm.at(-1)?.minute ?? 0) - (warm[0]?.minute ?? 0);
  return (['rssMb', 'heapMb', 'descriptors'] as const).map((of) => {
    const perMinute = slopeOf(warm.map((each) => ({ at: each.minute, value: each[of] })));
    const grown = perMinute * minutes;
    return { of, perHour: perMinute * 60, grown, isFlat: grown <= MOST[of], most: MOST[of] };
  });
}
