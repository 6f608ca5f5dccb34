import DataLoader from 'dataloader';
import { pack, type RootFetch, type TwentyRequest } from './document.ts';
import { type FieldOutcome, readAnswer, succeeded, type TwentyAnswer } from './errors.ts';

/** Requests a root field of Twenty. It never rejects: a failure is the outcome. */
export type FetchRoot = (fetch: RootFetch) => Promise<FieldOutcome>;

/**
 * Creates a function that requests root fields in waves: those that are requested at once share as few requests as
 * Twenty allows, which are sent in parallel. What needs their outcomes is requested in the next wave. Root fields
 * whose errors may be of others are requested again, each by itself.
 * @param send sends a request; it never rejects
 */
export function createFetchRoot(
  operation: 'query' | 'mutation',
  send: (request: TwentyRequest) => Promise<TwentyAnswer>,
): FetchRoot {
  async function fetchAll(fetches: readonly RootFetch[]): Promise<FieldOutcome[]> {
    const { requests, places } = pack(operation, fetches);
    const answers = await Promise.all(requests.map(send));
    const outcomes = requests.map(({ roots }, index) => readAnswer(roots, answers[index]));
    return Promise.all(
      fetches.map(async (fetch, index) => {
        const outcome = outcomes[places[index] ?? 0]?.get(fetch.root.name) ?? succeeded(null);
        const isAmbiguous = fetches.length > 1 && outcome.faults.some((each) => each.isAmbiguous);
        return isAmbiguous ? ((await fetchAll([fetch]))[0] ?? outcome) : outcome;
      }),
    );
  }
  const loader = new DataLoader(fetchAll, { cache: false });
  return (fetch) => loader.load(fetch);
}
