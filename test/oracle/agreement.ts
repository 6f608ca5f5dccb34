import fc from 'fast-check';
import { expect } from 'vitest';
import type { Query } from './render.ts';

/** How many queries are made and answered at a time, from a seed of their own. */
const TOGETHER = 16;

/** How many queries a run makes unless `ORACLE_RUNS` or the test says otherwise. */
const RUNS = 2000;

/** How long a run may take: ten times what it takes over the slowest server, a real Directus. */
export const TIMEOUT_MS = 60_000 + Number(process.env.ORACLE_RUNS ?? RUNS) * 1_000;

/** Answers a query, as JSON. */
export type Answering = (query: Query) => Promise<unknown>;

/**
 * Holds two ways to answer to each other over random queries, whole answer for whole answer. The first query that
 * they answer differently is shrunk, and shown with what the two answered.
 *
 * `ORACLE_RUNS` says how many queries, `ORACLE_SEED` which: with the seed that a run printed, the same; with
 * the seed that a failure printed, at once the failing one.
 * @param runs how many queries where `ORACLE_RUNS` says nothing
 */
export async function holdEqual(
  queries: fc.Arbitrary<Query>,
  actual: Answering,
  expected: Answering,
  runs: number = RUNS,
): Promise<void> {
  const count = Number(process.env.ORACLE_RUNS ?? runs);
  const first = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);
  console.info(`${count} random queries: ORACLE_SEED=${first}`);
  for (let done = 0; done < count; done += TOGETHER) {
    const parameters = { seed: first + done / TOGETHER, unbiased: true };
    const together = fc.sample(queries, { ...parameters, numRuns: TOGETHER });
    const answers = await Promise.all(together.map((query) => Promise.all([actual(query), expected(query)])));
    const index = answers.findIndex(([one, other]) => !isSame(one, other));
    if (index < 0) continue;
    const property = fc.asyncProperty(queries, async (query) => {
      expect(await actual(query)).toEqual(await expected(query));
    });
    await fc.assert(property, { ...parameters, path: String(index), numRuns: 1 });
    const [one, other] = answers[index] ?? [];
    expect(one, `query ${index} of seed ${parameters.seed}, together with others but not alone`).toEqual(other);
  }
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}
