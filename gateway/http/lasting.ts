import type { EventEmitter } from 'node:events';

/** Emitted by a response of Node's whose end is not near: it is no request in flight any more. */
export const LASTING = Symbol('lasting');

/** What a lasting answer is written to. One that is not Node's, in a test, has nobody who counts it. */
export interface Lasting {
  readonly res?: (Pick<EventEmitter, 'emit'> & { destroy(): unknown }) | undefined;
}

/** Says of a response that it will last. */
export function markLasting({ res }: Lasting): void {
  res?.emit(LASTING);
}

/** @returns ends the connection, whatever is on its way there */
export function breakerOf({ res }: Lasting): () => void {
  return () => res?.destroy();
}
