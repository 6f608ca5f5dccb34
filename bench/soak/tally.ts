import type { DriveOptions } from './drive.ts';
import { judge, type Verdict } from './judge.ts';
import type { Outages } from './outages.ts';

/** How the answers were. */
export interface Tally extends Readonly<Record<Verdict['kind'], number>> {
  /** Requests without an answer: a connection that broke. */
  readonly broken: number;
  /** The first of those that were wrong or broken, in words. */
  readonly examples: readonly string[];
  /** Of all answers, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const MOST_EXAMPLES = 5;

/** Latencies are counted by tenths of a millisecond, up to a minute. */
const STEP_MS = 0.1;
const STEPS = 600_000;

/** Judges every answer as it comes, and keeps count. */
export function tallying(
  outages: Outages,
): Pick<DriveOptions, 'onAnswer' | 'onBroken'> & { readonly tally: () => Tally } {
  const counts = { right: 0, partial: 0, unidentified: 0, wrong: 0, broken: 0 };
  const examples: string[] = [];
  const latencies = new Uint32Array(STEPS);
  const example = (why: string) => {
    if (examples.length < MOST_EXAMPLES) examples.push(why);
  };
  return {
    onAnswer(question, answer, sent, came) {
      const step = Math.min(STEPS - 1, Math.floor((came - sent) / STEP_MS));
      latencies[step] = (latencies[step] ?? 0) + 1;
      const verdict = judge(question, answer, outages.missedBetween(sent, came));
      counts[verdict.kind] += 1;
      if (verdict.kind === 'wrong') example(`${verdict.why}\nto ${question.request.body.slice(0, 300)}`);
    },
    onBroken(error) {
      counts.broken += 1;
      example(String(error));
    },
    tally: () => ({ ...counts, examples, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }),
  };
}

/** The value below which a part of what was counted lies, 0 to 1. */
function quantile(counts: Uint32Array, part: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * part;
  let below = 0;
  const step = counts.findIndex((count) => {
    below += count;
    return below > wanted;
  });
  return (step + 1) * STEP_MS;
}
