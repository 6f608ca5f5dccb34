import { GraphError } from '@chronos-graph/client';

/** Reads a value of an answer. @returns undefined where it did not arrive: the note of the page says why */
export function arrived<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

/** Reads a part of an answer with everything in it. @returns undefined where any of it did not arrive */
export function part<Value>(read: () => Value): Value | undefined {
  return arrived(() => structuredClone(read()));
}
