import type { Upstream } from '../../subgraphs/upstream.ts';
import { UpstreamSchemaError } from './upstream-schema.ts';

/** Upstreams that are asked by their committed schemas, whatever their servers tell. */
export type StandIns = ReadonlySet<Upstream['name']>;

/**
 * Makes the first generation. Before there is a last good one, the committed schemas of the upstreams whose own cannot be
 * used stand in: a change in the CRM must not keep a gateway from starting.
 * @throws Error what `make` throws where it is no upstream's schema that is at fault, or its committed one is as well
 */
export async function makeFirst<Made>(
  make: (standIns: StandIns) => Promise<Made>,
): Promise<{ readonly made: Made; readonly problem: string | undefined }> {
  const standIns = new Set<Upstream['name']>();
  const problems: string[] = [];
  for (;;) {
    try {
      const made = await make(standIns);
      return { made, problem: problems.length > 0 ? problems.join(' ') : undefined };
    } catch (error) {
      if (!(error instanceof UpstreamSchemaError) || standIns.has(error.upstream)) throw error;
      standIns.add(error.upstream);
      problems.push(`${error.message} Its committed schema.graphql stands in, until one that can be used is read.`);
    }
  }
}
