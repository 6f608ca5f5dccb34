import type { GraphQLSchema } from 'graphql';
import type { Finding } from '../../subgraphs/finding.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Deployment } from '../config/deployment.ts';
import { eventFields } from '../events/index.ts';
import { linkFilters } from '../links/filters.ts';
import { usableLinks } from '../links/usable.ts';
import { createPrefetchHistory, type PrefetchHistory } from '../plan/execute/prefetch-history.ts';
import { createPlans, type Plans } from '../plan/plans.ts';
import { type Audience, cutFor } from './audiences.ts';
import { composeSchema } from './compose.ts';
import { SCOPES, type Scope } from './scopes.ts';

/** One graph, as each audience sees it where it lacks no scope. What an audience sees is made when it is first asked for. */
export type Graph = Readonly<Record<Audience, GraphQLSchema>> & {
  /** As an audience sees it that has certain scopes alone. The same scopes answer the same schema. */
  readonly seenBy: (audience: Audience, scopes: ReadonlySet<Scope>) => GraphQLSchema;
  /** What of the upstreams and of the deployment's links is not in it. */
  readonly findings: readonly Finding[];
  /** How its operations are answered. */
  readonly plans: Plans;
  /** Which keys the links of its plans followed before. */
  readonly prefetchHistory: PrefetchHistory;
};

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
  const seenBy = memoized((audience, scopes) =>
    cutFor(audience, scopes, whole, [...hiddenOf(audience), ...lookups], { lists, filters }),
  );
  const all = new Set(SCOPES);
  return {
    get public() {
      return seenBy('public', all);
    },
    get partner() {
      return seenBy('partner', all);
    },
    get internal() {
      return seenBy('internal', all);
    },
    seenBy,
    findings: [...upstreams.flatMap((upstream) => upstream.findings ?? []), ...findings],
    plans: createPlans(upstreams, links, events, filters),
    prefetchHistory: createPrefetchHistory(),
  };
}

/** Sets of scopes are few: no more schemas are made than there are of them for each audience. */
function memoized(cut: Graph['seenBy']): Graph['seenBy'] {
  const made = new Map<string, GraphQLSchema>();
  return (audience, scopes) => {
    const key = [audience, ...SCOPES.filter((scope) => scopes.has(scope))].join(' ');
    const schema = made.get(key) ?? cut(audience, scopes);
    made.set(key, schema);
    return schema;
  };
}
