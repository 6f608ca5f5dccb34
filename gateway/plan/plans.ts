import type { DocumentNode, GraphQLSchema } from 'graphql';
import { oncePerSchema } from '../../subgraphs/remembered.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import { fieldNameOf, type Link, type LocatedLink } from '../links/link.ts';
import { parseQuery, type Reason, Unplannable } from './parse.ts';
import type { Plan } from './plan.ts';
import type { Sources } from './sources.ts';
import { planWaves } from './waves.ts';

/** A plan, or why there is none. */
export type Planned = { readonly plan: Plan } | { readonly reason: Reason };

/** Every operation's plan, made once. */
export interface Plans {
  /**
   * @param schema the graph as the audience sees it, by which the document is valid
   * @param document in its plainest form, with one operation: see `plainDocument`
   */
  of(schema: GraphQLSchema, document: DocumentNode): Planned;
}

/** Plans over the upstreams of one generation of the graph. They are kept as long as their documents are. */
export function createPlans(upstreams: readonly Upstream[], links: readonly (Link | LocatedLink)[]): Plans {
  const sources: Omit<Sources, 'schema'> = {
    upstreams: new Map(upstreams.map((upstream) => [upstream.name, upstream])),
    links: new Map(links.map((link) => [`${link.on}.${fieldNameOf(link)}`, link])),
  };
  return { of: oncePerSchema((schema, document: DocumentNode) => make({ ...sources, schema }, document)) };
}

function make(sources: Sources, document: DocumentNode): Planned {
  try {
    return { plan: planWaves(sources, parseQuery(document)) };
  } catch (error) {
    if (error instanceof Unplannable) return { reason: error.reason };
    throw error;
  }
}
