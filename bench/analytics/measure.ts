import { type DocumentNode, parse } from 'graphql';
import type { Pool } from '../../subgraphs/analytics/db/pool.ts';
import type { Upstream, UpstreamCall } from '../../subgraphs/upstream.ts';
import type { BenchCase } from './cases.ts';

/** Medians in milliseconds, all of them until the answer is JSON. */
export interface Measured {
  readonly name: string;
  readonly answers: number;
  /** The statement by hand. */
  readonly raw: number;
  /** The graph's own statements, without the graph. */
  readonly statements: number;
  readonly graph: number;
  readonly rounds: number;
}

export interface Contestants {
  readonly upstream: Upstream;
  readonly pool: Pool;
  /** What the upstream has sent since it was last emptied. */
  readonly sent: UpstreamCall[];
}

const WARM_UPS = 5;
const ROUNDS = 40;
/** No case takes longer, in milliseconds: the rounds that are done by then count. */
const CASE_MS = 30_000;

/** Times a case in rounds that alternate the contestants, after their answers are seen to be the same. */
export async function measure({ upstream, pool, sent }: Contestants, bench: BenchCase): Promise<Measured> {
  const document = parse(bench.query);
  const raw = () => run(pool, bench.sql, bench.parameters);
  const graph = () => ask(upstream, document, bench.variables);
  sent.length = 0;
  const answers = sameCount(bench, await raw(), await graph());
  const calls = [...sent];
  // One after the other: what the graph sends at the same time is work all the same.
  const statements = async () => {
    for (const { text, variables } of calls) await run(pool, text, variables as string[]);
  };
  const contestants = { raw, statements, graph };
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) for (const each of Object.values(contestants)) await each();
  const times: Record<keyof typeof contestants, number[]> = { raw: [], statements: [], graph: [] };
  const end = performance.now() + CASE_MS;
  for (let round = 0; round < ROUNDS && performance.now() < end; round += 1) {
    times.raw.push(await timed(raw));
    times.statements.push(await timed(statements));
    times.graph.push(await timed(graph));
  }
  const { name } = bench;
  return {
    name,
    answers,
    raw: median(times.raw),
    statements: median(times.statements),
    graph: median(times.graph),
    rounds: times.raw.length,
  };
}

async function run(pool: Pool, text: string, parameters: readonly string[]): Promise<string> {
  const rows = await pool.run((connection) => connection.unsafe(text, [...parameters], { prepare: true }), undefined);
  return JSON.stringify(rows);
}

/** In a client request of its own, so that nothing is remembered of the one before. */
async function ask(upstream: Upstream, document: DocumentNode, variables: BenchCase['variables']): Promise<string> {
  const result = await upstream.execute({ document, variables, context: { caller: { audience: 'internal' } } });
  if (result.errors) throw new AggregateError(result.errors, 'The graph answered with errors.');
  return JSON.stringify(result);
}

function sameCount({ name, counted }: BenchCase, raw: string, graph: string): number {
  const [ofRaw, ofGraph] = [raw, graph].map((json) => json.match(counted)?.length ?? 0);
  if (ofRaw !== ofGraph || !ofRaw) throw new Error(`${name}: ${ofRaw} answers by hand, ${ofGraph} of the graph.`);
  return ofRaw;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
