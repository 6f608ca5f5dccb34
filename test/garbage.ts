import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';

setFlagsFromString('--expose-gc');
const collect: (options: object) => void = runInNewContext('gc');

/** Frees all that nothing holds any more, compiled code included. */
export const collectGarbage = (): void => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });

/** Waits until an object is freed: what has just used it may hold it for a few turns more. */
export const freed = (object: WeakRef<object>): Promise<void> =>
  expect
    .poll(() => {
      collectGarbage();
      return object.deref() === undefined;
    })
    .toBe(true);
