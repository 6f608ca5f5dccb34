import type { FieldRequest } from '../../contract/request.ts';
import type { RootFetch } from './document.ts';
import type { FieldOutcome } from './errors.ts';

/** A part of an operation that one wave answers. */
export interface Ask {
  /** The fetches that it needs; none if the answer is known without a request. */
  readonly fetches: readonly RootFetch[];
  /** Returns its results from the results of the fetches, in their order. */
  read(outcomes: readonly FieldOutcome[]): AskResult;
}

export interface AskResult {
  readonly arrivals: readonly Arrival[];
  /** The parts that need another request, in the next wave. */
  readonly again?: readonly Ask[];
}

/** The result of one field under one parent. */
export interface Arrival {
  readonly field: FieldRequest;
  /** The parent's id; ROOT for a root field. */
  readonly parent: string;
  readonly outcome: FieldOutcome;
}

/** The parent id of root fields. */
export const ROOT = '';

export const succeeded = (data: unknown): FieldOutcome => ({ data, faults: [] });

/** Makes an ask whose answer needs no request and is the same for each parent. */
export function settled(field: FieldRequest, parents: readonly string[], outcome: FieldOutcome): Ask {
  const arrivals = parents.map((parent) => ({ field, parent, outcome }));
  return { fetches: [], read: () => ({ arrivals }) };
}

/** Makes an ask of one fetch. */
export function fetched(field: FieldRequest, fetch: RootFetch, read: (outcome: FieldOutcome) => FieldOutcome): Ask {
  return {
    fetches: [fetch],
    read: ([outcome = succeeded(null)]) => ({ arrivals: [{ field, parent: ROOT, outcome: read(outcome) }] }),
  };
}
