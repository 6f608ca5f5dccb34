import type { UpstreamSource } from '../contract/upstream.ts';
import { problemOf } from '../transport/observed.ts';
import { type AnalyticsUpstream, PROBE } from './upstream.ts';

/** Creates a source of the analytics. Their schema is our own code: they are created once and never change. */
export function analyticsSource(make: () => Promise<AnalyticsUpstream>): UpstreamSource {
  let made: Promise<AnalyticsUpstream> | undefined;
  const load = () => {
    made ??= make();
    return made;
  };
  return {
    name: 'analytics',
    load,
    async look() {
      const { execute } = await load();
      const { errors } = await execute({ document: PROBE, context: { caller: { audience: 'public' } } });
      return { name: 'analytics', problem: errors?.[0] && problemOf(errors[0]) };
    },
    async close() {
      await (await made)?.close();
    },
  };
}
