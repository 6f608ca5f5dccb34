import type { Upstream } from '../../subgraphs/upstream.ts';

/** Upstreams that are asked by their committed schemas, whatever their servers tell. */
export type StandIns = ReadonlySet<Upstream['name']>;

/** Why, and where, a graph began on committed schemas. */
export interface StoodIn {
  readonly upstreams: StandIns;
  /** In a sentence for the operator. */
  readonly problem: string;
}

/** Whose committed schemas are tried in turn, as few as will do. The analytics' is our own code. */
const TURNS: readonly (readonly Upstream['name'][])[] = [['directus'], ['twenty'], ['directus', 'twenty']];

/**
 * Makes the first generation. Before there is a last good one, the committed schemas of the upstreams whose own make no graph
 * stand in: a field that somebody renamed in the CRM must not keep a gateway from starting.
 * @throws Error what `make` throws without stand-ins, where it fails with every one of them too
 */
export async function makeFirst<Made>(
  make: (standIns: StandIns) => Promise<Made>,
): Promise<{ readonly made: Made; readonly stoodIn?: StoodIn }> {
  try {
    return { made: await make(new Set()) };
  } catch (error) {
    for (const upstreams of TURNS) {
      try {
        const made = await make(new Set(upstreams));
        return { made, stoodIn: { upstreams: new Set(upstreams), problem: problemOf(upstreams, error) } };
      } catch {
        // The next ones may do.
      }
    }
    throw error;
  }
}

function problemOf(upstreams: readonly Upstream['name'][], error: unknown): string {
  const [who, whose] =
    upstreams.length === 1
      ? [`The schema that ${upstreams[0]} tells makes`, 'its']
      : [`The schemas that ${upstreams.join(' and ')} tell make`, 'their'];
  const why = error instanceof Error ? error.message : String(error);
  return `${who} no graph; ${whose} committed schema.graphql stands in, until one that does is read. ${why}`;
}
