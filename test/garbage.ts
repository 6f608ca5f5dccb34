import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: (options: object) => void = runInNewContext('gc');

/** Frees all that nothing holds any more, compiled code included. */
export const collectGarbage = (): void => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
