import type { FieldRequest } from '../../request.ts';
import type { RootFetch } from './document.ts';
import type { FieldOutcome } from './errors.ts';

/** Something to ask in one wave. */
export interface Ask {
  /** What to fetch for it; nothing where the answer is known beforehand. */
  readonly fetches: readonly RootFetch[];
  /** What came of it, from what came of the fetches, in their order. */
  read(outcomes: readonly FieldOutcome[]): AskResult;
}

export interface AskResult {
  readonly arrivals: readonly Arrival[];
  /** What turned out to need asking otherwise, in the next wave. */
  readonly again?: readonly Ask[];
}

/** What came of one field under one parent. */
export interface Arrival {
  readonly field: FieldRequest;
  /** The parent's id; ROOT for a root field. */
  readonly parent: string;
  readonly outcome: FieldOutcome;
}

/** Stands for the parent of root fields. */
export const ROOT = '';

export const succeeded = (data: unknown): FieldOutcome => ({ data, faults: [] });

/** An ask whose answer is known beforehand, the same for each parent. */
export function settled(field: FieldRequest, parents: readonly string[], outcome: FieldOutcome): Ask {
  const arrivals = parents.map((parent) => ({ field, parent, outcome }));
  return { fetches: [], read: () => ({ arrivals }) };
}

/** An ask of one fetch. */
export function fetched(field: FieldRequest, fetch: RootFetch, read: (outcome: FieldOutcome) => FieldOutcome): Ask {
  return {
    fetches: [fetch],
    read: ([outcome = succeeded(null)]) => ({ arrivals: [{ field, parent: ROOT, outcome: read(outcome) }] }),
  };
}
