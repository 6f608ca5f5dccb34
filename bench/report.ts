import type { Contestant } from './contestants/contestant.ts';
import type { Figures, Measured, Rounds } from './measure.ts';
import { figure, table } from './results.ts';
import { OFFSETS, PAGE } from './world.ts';

export interface Run extends Rounds {
  readonly machine: string;
  readonly offsets: number;
  readonly contestants: readonly Contestant[];
  readonly measured: readonly Measured[];
  /** Contestants that could not take part, and why. */
  readonly absent: readonly string[];
}

/** The view's part of the results. */
export function viewReport(run: Run): string {
  const { rounds, ms, offsets, measured, contestants, absent } = run;
  return `## One view of three upstreams

${run.machine}

${PAGE} articles (CMS), each with its company (CRM), its series with the latest value, and its region (analytics). The offset goes
through ${offsets.toLocaleString('en')} of ${OFFSETS.toLocaleString('en')}; every answer was compared with the data before, and under load with
that one, byte for byte. The contestant has one core to itself; the upstreams, which answer from memory, and the load share the
other. ${rounds} rounds of ${ms / 1000} s each, alternating; medians. CPU is the process's own user and system time; RSS the most that was seen.

${measured.map((each) => settingReport(each, contestants)).join('\n\n')}
${absent.length > 0 ? `\nNot in this run: ${absent.join('; ')}.\n` : ''}
${goals(measured)}`;
}

function settingReport({ setting, figures }: Measured, contestants: readonly Contestant[]): string {
  const { connections, delayMs } = setting;
  const rows = contestants.flatMap(({ name, label }) => {
    const found = figures.get(name);
    return found ? [[label, ...cellsOf(found)]] : [];
  });
  return `### ${connections} ${connections === 1 ? 'connection' : 'connections'}, upstreams that take ${delayMs} ms

${table(HEAD, rows)}`;
}

const HEAD = ['Gateway', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms/request', 'upstream requests', 'RSS MB'];

/** The cells of one row under `HEAD`. */
function cellsOf({ requestsPerSecond, p50, p99, cpu, upstreamRequests, rssMb }: Figures): string[] {
  return [requestsPerSecond, p50, p99, cpu, upstreamRequests, Math.round(rssMb)].map(figure);
}

interface Goal {
  readonly text: string;
  readonly reached: string;
  readonly isReached: boolean;
}

/** What the project set itself, beside what this run saw; empty where who is needed for it did not take part. */
function goals(measured: readonly Measured[]): string {
  const at = (connections: number, delayMs: number, name: string) =>
    measured
      .find(({ setting }) => setting.connections === connections && setting.delayMs === delayMs)
      ?.figures.get(name);
  const [ours, bff, hive, grafbase] = ['chronos', 'bff', 'hive', 'grafbase'].map((name) => at(10, 0, name));
  const [oursDelayed, bffDelayed] = ['chronos', 'bff'].map((name) => at(10, 5, name));
  const rows = [
    goal(
      'requests/s over Hive Gateway + Mesh: at least 10 ×',
      ratio(ours, hive, 'requestsPerSecond'),
      (it) => it >= 10,
      '×',
    ),
    goal('CPU per request over the BFF: at most 1.15 ×', ratio(ours, bff, 'cpu'), (it) => it <= 1.15, '×'),
    goal('requests/s over Grafbase: ahead', ratio(ours, grafbase, 'requestsPerSecond'), (it) => it > 1, '×'),
    goal(
      'p50 with 5 ms upstreams over the BFF: at most 0.6 ×',
      ratio(oursDelayed, bffDelayed, 'p50'),
      (it) => it <= 0.6,
      '×',
    ),
    goal(
      'p50 with 5 ms upstreams over the BFF: at most 0.3 ms more',
      oursDelayed && bffDelayed && oursDelayed.p50 - bffDelayed.p50,
      (it) => it <= 0.3,
      ' ms',
    ),
    goal('RSS: below 250 MB', ours?.rssMb, (it) => it < 250, ' MB'),
  ].filter((row) => row !== undefined);
  if (rows.length === 0) return '';
  return `### The goals, at 10 connections

${table(
  ['Goal', 'this run', 'reached'],
  rows.map(({ text, reached, isReached }) => [text, reached, isReached ? 'yes' : 'no']),
)}`;
}

function ratio(ours: Figures | undefined, other: Figures | undefined, key: keyof Figures): number | undefined {
  return ours && other && ours[key] / other[key];
}

function goal(
  text: string,
  value: number | undefined,
  holds: (value: number) => boolean,
  unit: string,
): Goal | undefined {
  if (value === undefined) return undefined;
  return { text, reached: `${figure(unit === ' MB' ? Math.round(value) : value)}${unit}`, isReached: holds(value) };
}
