import type { RequestRecord } from '../observe/record.ts';
import type { Served } from './answers.ts';

/** The names under which hits are counted, by what an answer was good for. */
const HITS = { fresh: 'answers', stale: 'stale_answers', spare: 'spare_answers' } as const;

/** Notes where an answer was from in the record of its request. */
export function noteServed({ cacheHits, cacheMisses }: RequestRecord, { from }: Served): void {
  if (from === undefined) return;
  if (from === 'upstreams') cacheMisses.answers = (cacheMisses.answers ?? 0) + 1;
  else cacheHits[HITS[from]] = (cacheHits[HITS[from]] ?? 0) + 1;
}

/** Notes how many keys of links were known, and how many were asked for. */
export function noteLookups(record: RequestRecord | undefined, hits: number, misses: number): void {
  if (!record) return;
  const { cacheHits, cacheMisses } = record;
  if (hits > 0) cacheHits.lookups = (cacheHits.lookups ?? 0) + hits;
  if (misses > 0) cacheMisses.lookups = (cacheMisses.lookups ?? 0) + misses;
}
