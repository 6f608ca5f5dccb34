import { figure, table } from '../results.ts';
import { type Growth, growthOf, type Sample } from './samples.ts';
import type { Soaked } from './soak.ts';

const LABELS = {
  rssMb: 'RSS, MB',
  heapMb: 'heap in use, garbage collected, MB',
  descriptors: 'open descriptors',
} as const;

/** Below this, in milliseconds, memory is not judged: what is compiled and remembered for the first time is no leak. */
export const JUDGED_FROM_MS = 10 * 60_000;

/** So many faults of a kind are told. */
const MOST_FAULTS = 5;

/** How many points of time the table has. */
const COLUMNS = 8;

/** What is amiss with a soak, in sentences; nothing where all is well. */
export function faultsOf(soaked: Soaked): readonly string[] {
  const { tally, changes, kept, exitCode, ms } = soaked;
  const faults = [
    ...tally.examples.map((example) => `Wrong or without an answer: ${example}`),
    ...changes.wrong.slice(0, MOST_FAULTS),
  ];
  if (kept > 0) faults.push(`${kept} reloads made no graph.`);
  if (exitCode !== 0) faults.push(`The gateway ended with ${exitCode} at SIGTERM.`);
  if (ms < JUDGED_FROM_MS) return faults;
  const grown = growthOf(soaked.samples).filter(({ isFlat }) => !isFlat);
  return [...faults, ...grown.map(({ of, grown, most }) => `${LABELS[of]}: ${figure(grown)} more, above ${most}.`)];
}

/** The part of the results on the soak. */
export function soakReport(machine: string, soaked: Soaked): string {
  const { ms, capacity, rate, sent, leftOut, tally, changes, reloads, swapped, restarts, samples } = soaked;
  const minutes = figure(ms / 60_000);
  const shown = spread(samples, COLUMNS);
  return `## A soak

${machine}

${minutes} minutes at ${figure(rate)} requests/s, ${figure((rate * 100) / capacity)} % of the ${figure(capacity)} that were answered before; the view above, the five views, and
what the public asks, in turn; all on two cores that gateway, upstreams and load share. Meanwhile SIGHUP ${reloads} times, an upstream was
stopped and started again ${restarts} times, and ${count(changes.webhooks)} webhooks reported changes, ${count(changes.events)} of which were sent to a subscriber, each once.
Every answer was compared with the data: it is that, or the values of an upstream that was
away are null, with an error of that upstream at each.

${table(
  ['Requests', 'right', 'without an upstream', 'staff unknown', 'wrong', 'no answer', 'not sent', 'p50 ms', 'p99 ms'],
  [
    [
      ...[sent, tally.right, tally.partial, tally.unidentified, tally.wrong, tally.broken, leftOut].map(count),
      ...[tally.p50, tally.p99].map(figure),
    ],
  ],
)}

"Staff unknown" is HTTP 503, \`IDENTITY_UNAVAILABLE\`: Directus, which says who they are, was away. "Not sent" is what the machine was too
busy for. ${swapped} generations of the graph were swapped in.

${table(
  ['After minutes', ...shown.map(({ minute }) => minute.toFixed(1)), 'slope per hour', 'judged'],
  growthOf(samples).map((growth) => growthCells(growth, shown, ms)),
)}`;
}

function growthCells(growth: Growth, shown: readonly Sample[], ms: number): string[] {
  const { of, perHour, isFlat } = growth;
  const verdict = ms < JUDGED_FROM_MS ? 'too short' : isFlat ? 'flat' : 'grows';
  return [LABELS[of], ...shown.map((sample) => Math.round(sample[of]).toString()), figure(perHour), verdict];
}

/** So many of some values, the first and the last among them. */
function spread<Value>(values: readonly Value[], most: number): readonly Value[] {
  if (values.length <= most) return values;
  const step = (values.length - 1) / (most - 1);
  return values.filter((_, index) => Math.round(Math.round(index / step) * step) === index);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
