import type { EventEmitter } from 'node:events';

/** Emitted by a response of Node's whose end is not near: it is no request in flight any more. */
export const LASTING = Symbol('lasting');

/** What a lasting answer is written to: Node's response; undefined in a test. */
export interface Lasting {
  readonly res?: (Pick<EventEmitter, 'emit'> & { destroy(): unknown }) | undefined;
}
