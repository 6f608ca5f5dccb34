import DataLoader from 'dataloader';
import { pack, type RootFetch, type TwentyRequest } from './document.ts';
import { type FieldOutcome, readAnswer, succeeded, type TwentyAnswer } from './errors.ts';

/** Requests a root field of Twenty. It never rejects: a failure is the outcome. */
export type FetchRoot = (fetch: RootFetch) => Promise<FieldOutcome>;

/**
 * Creates a function that requests root fields in waves: those that are requested at once share as few requests as
 * Twenty allows, which are sent in parallel. What needs their outcomes is requested in the next wave.
 * @param send sends a request; it never rejects
 */
export function createFetchRoot(
  operation: 'query' | 'mutation',
  send: (request: TwentyRequest) => Promise<TwentyAnswer>,
): FetchRoot {
  const loader = new DataLoader(
    async (fetches: readonly RootFetch[]) => {
      const { requests, places } = pack(operation, fetches);
      const answers = await Promise.all(requests.map(send));
      const outcomes = requests.map(({ roots }, index) => readAnswer(roots, answers[index]));
      return fetches.map(({ root }, index) => outcomes[places[index] ?? 0]?.get(root.name) ?? succeeded(null));
    },
    { cache: false },
  );
  return (fetch) => loader.load(fetch);
}
