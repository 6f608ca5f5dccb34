import { readOperation } from '../contract/request.ts';
import type { Upstream, UpstreamSource } from '../contract/upstream.ts';
import { problemOf } from '../transport/observed.ts';
import { PROBE } from './upstream.ts';

/** Creates a source of the analytics. Their schema is our own code: they are created once and never change. */
export function analyticsSource(make: () => Promise<Upstream>): UpstreamSource {
  let made: Promise<Upstream> | undefined;
  const load = () => {
    made ??= make();
    return made;
  };
  return {
    name: 'analytics',
    load,
    async look() {
      const upstream = await load();
      const operation = readOperation(upstream.schema, PROBE);
      const { fields } = await upstream.fetch(operation, { caller: { audience: 'public' } });
      const error = fields[0]?.errors[0];
      return { name: 'analytics', problem: error && problemOf(error) };
    },
    async close() {
      await (await made)?.close();
    },
  };
}
