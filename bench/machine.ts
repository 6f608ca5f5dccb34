import { cpus, loadavg, release, totalmem } from 'node:os';
import { canPin } from './process.ts';

/** What a run was made on, in a sentence or two. */
export function machine(): string {
  const processors = cpus();
  const [load = 0] = loadavg();
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    `${processors.length} × ${processors[0]?.model ?? 'an unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB,`,
    `Linux ${release()}, Node ${process.version}; load average ${load.toFixed(1)} when it began.`,
    canPin ? '' : 'Processes could not be tied to cores here.',
  ]
    .join(' ')
    .trim();
}
