import { AGGREGATES } from './aggregates.ts';
import { ASSETS } from './assets.ts';
import { FILTERS } from './filters.ts';
import { HTTP } from './http.ts';
import { LISTS } from './lists.ts';
import { RELATIONS } from './relations.ts';
import type { Topic } from './request.ts';
import { SELECTIONS } from './selections.ts';
import { VALIDATION } from './validation.ts';
import { WRITES } from './writes.ts';

/** All that a Directus is asked, by topic. The answers of a real one are in `__answers__`, under the same names. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  lists: LISTS,
  filters: FILTERS,
  relations: RELATIONS,
  selections: SELECTIONS,
  validation: VALIDATION,
  aggregates: AGGREGATES,
  http: HTTP,
  assets: ASSETS,
  writes: WRITES,
};
