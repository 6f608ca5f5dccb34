import type { Model } from '../data/model.ts';
import type { Mutations } from '../data/mutations.ts';
import type { Store } from '../data/store.ts';
import type { Rules } from './rules.ts';

/** What rows are written into. */
export interface Writing {
  readonly model: Model;
  readonly store: Store;
  readonly rules: Rules;
  /** Called with what was written. */
  readonly mutations: Mutations;
}

/** What a client gives of a row: JSON under the names of fields. */
export type Given = Readonly<Record<string, unknown>>;
