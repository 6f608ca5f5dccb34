import fc from 'fast-check';
import { expect } from 'vitest';
import type { Query } from './render.ts';

/** How many queries are answered at a time. */
const CONCURRENCY = 16;

/** Answers a query, as JSON. */
export type Answering = (query: Query) => Promise<unknown>;

/**
 * Holds two ways to answer to each other over random queries, whole answer for whole answer. The first query that
 * they answer differently is shrunk, and shown with what the two answered.
 *
 * `ORACLE_RUNS` says how many queries (2,000), `ORACLE_SEED` which: with the seed that a failing run printed, the same.
 */
export async function holdEqual(queries: fc.Arbitrary<Query>, actual: Answering, expected: Answering): Promise<void> {
  const runs = Number(process.env.ORACLE_RUNS ?? 2000);
  const seed = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);
  console.info(`${runs} random queries: ORACLE_SEED=${seed}`);
  const parameters = { seed, unbiased: true };
  const differing = await firstDiffering(fc.sample(queries, { ...parameters, numRuns: runs }), actual, expected);
  if (differing === undefined) return;
  const property = fc.asyncProperty(queries, async (query) => {
    expect(await actual(query)).toEqual(await expected(query));
  });
  await fc.assert(property, { ...parameters, path: String(differing), numRuns: 1 });
  throw new Error(`Query ${differing} of seed ${seed} was answered differently, but not when it was asked alone.`);
}

/** The index of a query that is answered differently, the least of those that were under way together. */
async function firstDiffering(queries: readonly Query[], actual: Answering, expected: Answering) {
  for (let start = 0; start < queries.length; start += CONCURRENCY) {
    const together = queries.slice(start, start + CONCURRENCY);
    const answers = await Promise.all(together.map((query) => Promise.all([actual(query), expected(query)])));
    const index = answers.findIndex(([one, other]) => !isSame(one, other));
    if (index >= 0) return start + index;
  }
  return undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}
