import type { GraphQLSchema } from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import { links } from '../links/index.ts';
import { type Audience, cutFor } from './audiences.ts';
import { stitch } from './stitch.ts';

/** One graph, as each audience sees it. */
export type Graph = Readonly<Record<Audience, GraphQLSchema>>;

/** Composes the graph from its upstreams: what production, tests and the schema command all run. */
export function composeGraph(upstreams: readonly Upstream[]): Graph {
  const whole = stitch(upstreams, links);
  const lookups = upstreams.flatMap((upstream) => upstream.lookups);
  const cut = (audience: Audience) => cutFor(audience, whole, lookups);
  return { public: cut('public'), partner: cut('partner'), internal: cut('internal') };
}
