import type { Plugin } from 'graphql-yoga';
import { serverTiming } from '../http/server-timing.ts';
import { wavesOf } from '../observe/record.ts';
import { recordOf } from './use-observation.ts';

const planned = new WeakMap<Request, number>();

/** Notes how many waves the plan has that answers a request. */
export function noteWaves(request: Request, waves: number): void {
  planned.set(request, waves);
}

/** Tells in each answer of an operation how many waves its plan has; where it is stitched, how many there were. */
export function useServerTiming(): Plugin {
  return {
    onResponse({ request, response: { headers } }) {
      const waves = planned.get(request) ?? stitchedWaves(request);
      if (waves !== undefined) headers.set('server-timing', serverTiming(waves));
    },
  };
}

/** @returns undefined where nobody was asked for anything */
function stitchedWaves(request: Request): number | undefined {
  const record = recordOf(request);
  return (record && wavesOf(record)) || undefined;
}
