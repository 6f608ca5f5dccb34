import type { UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import type { RequestRecord } from '../observe/record.ts';
import type { Served } from './answers.ts';

/** The label of each kind of hit. */
const HITS = { fresh: 'answers', stale: 'stale_answers', 'stale-if-error': 'stale_if_error_answers' } as const;

/** Counts a hit or a miss in the request's record. */
export function noteServed({ cacheHits, cacheMisses }: RequestRecord, { from }: Served): void {
  if (from === undefined) return;
  if (from === 'upstreams') cacheMisses.answers = (cacheMisses.answers ?? 0) + 1;
  else cacheHits[HITS[from]] = (cacheHits[HITS[from]] ?? 0) + 1;
}

/** Counts hits and misses of link keys in the request's record. */
export function noteLookups({ record }: UpstreamContext, hits: number, misses: number): void {
  if (!record) return;
  const { cacheHits, cacheMisses } = record;
  if (hits > 0) cacheHits.lookups = (cacheHits.lookups ?? 0) + hits;
  if (misses > 0) cacheMisses.lookups = (cacheMisses.lookups ?? 0) + misses;
}
