import type { EventEmitter } from 'node:events';

/** Emitted by a response of Node's whose end is not near: it is no request in flight any more. */
export const LASTING = Symbol('lasting');

/** Says of a response that it will last. One that is not Node's, in a test, has nobody who counts it. */
export function markLasting({ res }: { readonly res?: Pick<EventEmitter, 'emit'> }): void {
  res?.emit(LASTING);
}
