import type { GraphQLSchema } from 'graphql';
import type { Finding } from '../../subgraphs/finding.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Deployment } from '../config/deployment.ts';
import { eventFields } from '../events/index.ts';
import { linkFilters } from '../links/lent-filters.ts';
import { usableLinks } from '../links/usable.ts';
import { createPlans, type Plans } from '../plan/plans.ts';
import { type Audience, cutFor } from './audiences.ts';
import { composeSchema } from './compose.ts';
import { SCOPES, type Scope } from './scopes.ts';

/** One graph, as each audience sees it. */
export interface Graph {
  /**
   * The graph as an audience sees it: made when it is first used. The same scopes have the same schema.
   * @param scopes those that it has; all where none are given
   */
  seenBy(audience: Audience, scopes?: ReadonlySet<Scope>): GraphQLSchema;
  /** What of the upstreams and of the deployment's links is not in it. */
  readonly findings: readonly Finding[];
  /** How its operations are answered. */
  readonly plans: Plans;
}

/**
 * Composes the graph from its upstreams: what production, tests and the schema command all run.
 * @param deployment the edges between them, of which one that names what is not there is left out; and what audiences may not use
 * @throws Error where the schemas do not go together
 */
export function composeGraph(upstreams: readonly Upstream[], deployment: Pick<Deployment, 'links' | 'hidden'>): Graph {
  const { links, findings } = usableLinks(upstreams, deployment.links);
  const events = eventFields(upstreams);
  const filters = linkFilters(upstreams, links);
  const whole = composeSchema(upstreams, links, events, filters);
  const lookups = upstreams.flatMap((upstream) => upstream.lookups.map((lookup) => `Query.${lookup}`));
  const hiddenOf = (audience: Audience) => (audience === 'internal' ? [] : deployment.hidden[audience]);
  const lists = links.flatMap((link) => ('list' in link ? [link.list] : []));
  const schemas = new Map<string, GraphQLSchema>();
  return {
    seenBy(audience, scopes = new Set(SCOPES)) {
      // Sets of scopes are few: no more schemas are made than there are of them for each audience.
      const key = [audience, ...SCOPES.filter((scope) => scopes.has(scope))].join(' ');
      const hidden = [...hiddenOf(audience), ...lookups];
      const schema = schemas.get(key) ?? cutFor(audience, scopes, whole, hidden, { lists, filters });
      schemas.set(key, schema);
      return schema;
    },
    findings: [...upstreams.flatMap((upstream) => upstream.findings ?? []), ...findings],
    plans: createPlans(upstreams, links, events, filters),
  };
}
