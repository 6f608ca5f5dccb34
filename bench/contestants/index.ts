import { bff } from './bff.ts';
import { chronos } from './chronos.ts';
import type { Contestant } from './contestant.ts';
import { grafbase } from './grafbase.ts';
import { hive } from './hive.ts';
import { stitch } from './stitch.ts';
import { yoga } from './yoga.ts';

/** All who take part, in the order of the table. */
export const contestants: readonly Contestant[] = [bff, grafbase, chronos, yoga, stitch, hive];
