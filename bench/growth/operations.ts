import { STAFF } from '../contestants/chronos.ts';
import { graphqlRequest } from '../contestants/contestant.ts';
import { type Entrant, questionsOf } from '../entrant.ts';
import { heapMb } from '../inside/ask.ts';
import type { Upstreams } from '../upstreams/run.ts';
import { PAGE } from '../world.ts';

/** What operations cost that were never asked before. */
export interface OperationsGrowth {
  readonly operations: number;
  /** Processor time of each, in milliseconds: when it is new, and when it is known. */
  readonly first: number;
  readonly again: number;
  /** Heap in use before all of them and after, in MB. */
  readonly heapBefore: number;
  readonly heapAfter: number;
}

/** Asks for many operations that differ, each twice. */
export async function growthByOperations(
  { url, running }: Entrant,
  { firstOffset }: Upstreams,
  operations: number,
): Promise<OperationsGrowth> {
  const requests = Array.from({ length: operations }, (_, index) =>
    graphqlRequest(operation(index), { limit: PAGE, offset: firstOffset }, STAFF),
  );
  const timed = async () => {
    const before = running.cpuMs();
    await questionsOf(url, requests, isWhole);
    return (running.cpuMs() - before) / operations;
  };
  const heapBefore = await heapMb(running);
  const first = await timed();
  const again = await timed();
  return { operations, first, again, heapBefore, heapAfter: await heapMb(running) };
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
