import type { UpstreamCall } from '../../subgraphs/contract/upstream.ts';
import type { BenchCase, Ours } from './cases.ts';
import type { Psql } from './psql.ts';

/** Medians in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly answers: number;
  readonly statements: number;
  readonly psql: number;
  readonly graph: number;
  /** Of this process alone, while the graph answers. */
  readonly graphCpu: number;
  readonly rounds: number;
}

export interface Contestants {
  readonly ours: Ours;
  readonly psql: Psql;
  /** What the upstream has sent since it was last emptied. */
  readonly sent: UpstreamCall[];
}

/** More than the five times after which PostgreSQL may plan a prepared statement once and for all. */
const WARM_UPS = 10;
/** For so long at least, in milliseconds: V8 has compiled by then what a server runs all day. Both warm up alike. */
const WARM_UP_MS = 5_000;
const ROUNDS = 200;
/** No case takes longer, in milliseconds: the rounds that are done by then count. */
const CASE_MS = 60_000;

/** Times a case in rounds that alternate the contestants, after their answers are seen to be as many. */
export async function measure({ ours, psql, sent }: Contestants, bench: BenchCase): Promise<Measured> {
  const { name, sql, parameters } = bench;
  await psql.run(`PREPARE job AS ${sql}`);
  const execute = `EXECUTE job(${parameters.map(literal).join(', ')})`;
  const byHand = () => psql.run(execute);
  const graph = () => bench.ask(ours);
  sent.length = 0;
  const answers = sameCount(bench, await byHand(), await graph());
  const statements = sent.length;
  const warm = performance.now() + WARM_UP_MS;
  for (let warmUp = 0; warmUp < WARM_UPS || performance.now() < warm; warmUp += 1) {
    for (const each of [byHand, graph]) await each();
  }
  const times: Record<'psql' | 'graph' | 'graphCpu', number[]> = { psql: [], graph: [], graphCpu: [] };
  const end = performance.now() + CASE_MS;
  for (let round = 0; round < ROUNDS && performance.now() < end; round += 1) {
    times.psql.push((await timed(byHand)).ms);
    const { ms, cpuMs } = await timed(graph);
    times.graph.push(ms);
    times.graphCpu.push(cpuMs);
  }
  await psql.run('DEALLOCATE job');
  return {
    name,
    answers,
    statements,
    psql: median(times.psql),
    graph: median(times.graph),
    graphCpu: median(times.graphCpu),
    rounds: times.psql.length,
  };
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function sameCount({ name, counted }: BenchCase, printed: string, answered: string): number {
  const [byHand, ours] = [counted.psql(printed), counted.graph(answered)];
  if (byHand !== ours || !ours) throw new Error(`${name}: ${byHand} answers of psql, ${ours} of the graph.`);
  return ours;
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1_000 };
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
