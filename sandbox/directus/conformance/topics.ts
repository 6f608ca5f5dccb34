import { CLERK } from '../../../test/oracle/cms-foreign/roles.ts';
import { AGGREGATES } from './aggregates.ts';
import { ASSETS } from './assets.ts';
import { FILTERS } from './filters.ts';
import { FOREIGN_SCHEMA, FOREIGN_TOPICS } from './foreign.ts';
import { HTTP } from './http.ts';
import { LISTS } from './lists.ts';
import { RELATIONS } from './relations.ts';
import type { Topic } from './request.ts';
import { SELECTIONS } from './selections.ts';
import { VALIDATION } from './validation.ts';
import { WRITES } from './writes.ts';

/** The version of Directus whose answers are recorded in full. */
export const RECORDED = '11.17.4';

/** All that a Directus with some content is asked, by topic, and where the answers of a real one are, under the same names. */
export interface Suite {
  readonly topics: Readonly<Record<string, Topic>>;
  readonly answers: URL;
  /** The schema that a real one answered the service with. */
  readonly schema: URL;
  /** Whose schemas are compared, besides the service's: the token of each; none for the public. */
  readonly callers: Readonly<Record<string, string | undefined>>;
}

/** The project's own content. */
export const OWN: Suite = {
  topics: {
    lists: LISTS,
    filters: FILTERS,
    relations: RELATIONS,
    selections: SELECTIONS,
    validation: VALIDATION,
    aggregates: AGGREGATES,
    http: HTTP,
    assets: ASSETS,
    writes: WRITES,
  },
  answers: new URL('../__answers__/', import.meta.url),
  schema: new URL('../data/schema.graphql', import.meta.url),
  callers: { public: undefined },
};

/** Content that nobody foresaw: test/oracle/cms-foreign. */
export const FOREIGN: Suite = {
  topics: FOREIGN_TOPICS,
  answers: new URL('../__answers__/foreign/', import.meta.url),
  schema: FOREIGN_SCHEMA,
  callers: { public: undefined, clerk: CLERK.token },
};
