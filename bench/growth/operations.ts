import { STAFF } from '../contestants/chronos.ts';
import { graphqlRequest } from '../contestants/contestant.ts';
import { type Entrant, questionsOf } from '../entrant.ts';
import type { Upstreams } from '../upstreams/run.ts';
import { PAGE } from '../world.ts';
import { looked, type MemoryGrowth } from './memory.ts';

/** What operations cost that were never asked before. */
export interface OperationsGrowth {
  readonly operations: number;
  /** Processor time of each, in milliseconds: when it is new, and when it is known. */
  readonly first: number;
  readonly again: number;
}

/** Asks for operations that differ, each twice. */
export async function growthByOperations(
  { url, running }: Entrant,
  upstreams: Upstreams,
  operations: number,
): Promise<OperationsGrowth> {
  const requests = differing(operations, 0, upstreams);
  const timed = async () => {
    const before = running.cpuMs();
    await questionsOf(url, requests, isWhole);
    return (running.cpuMs() - before) / operations;
  };
  return { operations, first: await timed(), again: await timed() };
}

/** Asks for more and more of them, each once: what is kept of them is bounded. */
export function memoryByOperations(entrant: Entrant, upstreams: Upstreams, operations: number): Promise<MemoryGrowth> {
  let asked = operations;
  return looked('operations that differ', entrant, operations, async (count) => {
    await questionsOf(entrant.url, differing(count, asked, upstreams), isWhole);
    asked += count;
  });
}

function differing(count: number, from: number, { firstOffset }: Upstreams) {
  return Array.from({ length: count }, (_, index) =>
    graphqlRequest(operation(from + index), { limit: PAGE, offset: firstOffset }, STAFF),
  );
}

/** The view under other names: the upstreams are asked what they have been asked before. */
function operation(index: number): string {
  return `query View${index}($limit: Int!, $offset: Int!) {
  list${index}: cmsArticles(limit: $limit, offset: $offset, sort: [ID_ASC]) {
    title${index}: title
    slug
    publishedAt
    companies { name domainName { primaryLinkUrl } }
    series { code title units latest { time value } }
    region { code name }
  }
}`;
}

function isWhole(answer: unknown): void {
  if (typeof answer === 'object' && answer !== null && !('errors' in answer)) return;
  throw new Error(`An operation is answered with ${JSON.stringify(answer).slice(0, 1_000)}`);
}
