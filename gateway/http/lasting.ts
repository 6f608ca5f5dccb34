import type { EventEmitter } from 'node:events';

/** Event of a Node response that stays open for long: it no longer counts as a request in flight. */
export const LASTING = Symbol('lasting');

/** The target of a lasting answer: Node's response; undefined in a test. */
export interface Lasting {
  readonly res?: (Pick<EventEmitter, 'emit'> & { destroy(): unknown }) | undefined;
}
