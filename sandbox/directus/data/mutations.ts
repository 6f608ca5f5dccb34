import type { EventEmitter } from 'node:events';
import type { Cell } from './store.ts';

/** Rows of a collection that were written by one request. */
export interface Mutation {
  readonly collection: string;
  readonly event: 'create' | 'update' | 'delete';
  readonly keys: readonly Cell[];
}

/** Tells what was written, to whoever listens. */
export type Mutations = EventEmitter<{ mutation: [Mutation] }>;
