import fc from 'fast-check';
import { expect } from 'vitest';
import type { Query } from './render.ts';

/** How many queries are made and answered at a time, from a seed of their own. */
const TOGETHER = 16;

/** How many queries a run makes unless `ORACLE_RUNS` or the test says otherwise. */
const RUNS = 2000;

/** How long a run may take: ten times what it takes over the slowest server, a real Directus. */
export const TIMEOUT_MS = 60_000 + Number(process.env.ORACLE_RUNS ?? RUNS) * 1_000;

/** Answers a query, or whatever else is asked, as JSON. */
export type Answering<Asked = Query> = (asked: Asked) => Promise<unknown>;

/**
 * Holds two ways to answer to each other over random queries, whole answer for whole answer. The first query that
 * they answer differently is shrunk, and shown with what the two answered.
 *
 * `ORACLE_RUNS` says how many queries, `ORACLE_SEED` which: with the seed that a run printed, the same; with
 * the seed that a failure printed, at once the failing one.
 * @param options.runs how many queries where `ORACLE_RUNS` says nothing
 * @param options.together how many are answered at a time: one, where what one does another sees
 */
export async function holdEqual<Asked = Query>(
  queries: fc.Arbitrary<Asked>,
  actual: Answering<Asked>,
  expected: Answering<Asked>,
  { runs = RUNS, together: size = TOGETHER }: { readonly runs?: number; readonly together?: number } = {},
): Promise<void> {
  const count = Number(process.env.ORACLE_RUNS ?? runs);
  const first = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);
  console.info(`${count} random queries: ORACLE_SEED=${first}`);
  for (let done = 0; done < count; done += size) {
    await holdSample(queries, actual, expected, { seed: first + done / size, count: size });
  }
}

interface Sample {
  readonly seed: number;
  /** How many queries are answered at a time. */
  readonly count: number;
}

/** Holds two ways to answer to each other over the queries of a seed, which are answered at a time. */
export async function holdSample<Asked = Query>(
  queries: fc.Arbitrary<Asked>,
  actual: Answering<Asked>,
  expected: Answering<Asked>,
  { seed, count }: Sample,
): Promise<void> {
  const parameters = { seed, unbiased: true };
  const together = fc.sample(queries, { ...parameters, numRuns: count });
  const answers = await Promise.all(together.map((query) => Promise.all([actual(query), expected(query)])));
  const index = answers.findIndex(([one, other]) => !isSame(one, other));
  if (index < 0) return;
  const property = fc.asyncProperty(queries, async (query) => {
    expect(await actual(query)).toEqual(await expected(query));
  });
  await fc.assert(property, { ...parameters, path: String(index), numRuns: 1 });
  const [one, other] = answers[index] ?? [];
  expect(one, `query ${index} of seed ${seed}, together with others but not alone`).toEqual(other);
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}
