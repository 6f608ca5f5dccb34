import { assertValidSchema } from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Audience } from './audiences.ts';
import type { Graph } from './graph.ts';
import type { Generation } from './leases.ts';
import { PARTNER_SCOPES, SCOPES, type Scope } from './scopes.ts';
import { assertUsable, UpstreamSchemaError } from './upstream-schema.ts';

/** Upstreams that are queried by their committed schemas, whatever schema their servers report. */
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

export interface GenerationMaker {
  /** Reads the schemas of all upstreams again; of those that are named, takes the committed ones. */
  readonly connect: (standIns: StandIns) => Promise<readonly Upstream[]>;
  /** @throws Error where they make no graph */
  readonly compose: (upstreams: readonly Upstream[]) => Graph;
}

/** What most callers have. Their schemas are made ahead, so that the first of them does not wait for it. */
const USUAL: readonly (readonly [Audience, ReadonlySet<Scope>])[] = [
  ['public', new Set()],
  ['partner', new Set(PARTNER_SCOPES)],
  ['internal', new Set(SCOPES)],
];

/** Lets requests in flight have theirs: composing takes the process for a tenth of a second at a time. */
const turn = () => new Promise(setImmediate);

/** Composes and validates a generation. @throws Error where that cannot be */
export async function makeGeneration(
  { connect, compose }: GenerationMaker,
  number: number,
  standIns: StandIns = new Set(),
): Promise<Generation> {
  const upstreams = await connect(standIns);
  for (const upstream of upstreams) {
    await turn();
    assertUsable(upstream);
  }
  await turn();
  const graph = compose(upstreams);
  for (const [audience, scopes] of USUAL) {
    await turn();
    assertValidSchema(graph.seenBy(audience, scopes));
  }
  return { number, composedAt: new Date(), graph, upstreams };
}
