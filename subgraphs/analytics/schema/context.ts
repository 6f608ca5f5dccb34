import { createPromiseCache } from '../../common/promise-cache.ts';
import type { Database } from '../client.ts';
import { regionCorrector } from '../dialect/queries/region-page.ts';
import { hasEmbeddingColumn } from '../dialect/queries/related-series.ts';
import { searchReader } from '../dialect/queries/search-terms.ts';
import type { Synonym } from '../search/synonyms.ts';

/** Reads whose results all client requests share. */
export type SharedReads = ReturnType<typeof createSharedReads>;

/**
 * @param shared a database that does not end with a client request
 * @param synonyms synonyms in addition to the project's own
 */
export function createSharedReads(shared: Database, synonyms?: readonly Synonym[]) {
  const once = createPromiseCache<boolean>({ max: 1 });
  return {
    /** Reads a search for series, with synonyms and corrections. */
    readSearch: searchReader(shared, synonyms),
    /** Corrects a search for regions. */
    correctRegions: regionCorrector(shared),
    /** Whether the table of series has a column of embeddings. */
    hasEmbeddings: () => once('embeddings', () => hasEmbeddingColumn(shared)),
  };
}

/**
 * State of a client request, over all its executions, released with it. It is not in a WeakMap by request: V8's young
 * collections copy a WeakMap's values as if they were in use, which costs more than the request.
 */
export type RequestState = Map<object, unknown>;

/**
 * Creates one state per client request, when it is first needed.
 * @returns a function that returns the state of a request
 */
export function perRequest<State extends object>(make: () => State): (scope: RequestState) => State {
  const own = {};
  return (scope) => {
    const known = scope.get(own) as State | undefined;
    if (known) return known;
    const state = make();
    scope.set(own, state);
    return state;
  };
}
