import type { GraphQLSchema } from 'graphql';
import { createNumbering, createShared } from '../../subgraphs/common/memo.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Deployment } from '../config/deployment.ts';
import { eventFields } from '../events/index.ts';
import { linkFilters } from '../links/link-filters.ts';
import { usableLinks } from '../links/usable.ts';
import { createPlanOf } from '../plan/plans.ts';
import { type Audience, cutFor } from './audiences.ts';
import { composeSchema } from './compose.ts';
import { SCOPES, type Scope } from './scopes.ts';

/** One graph, with a schema for each audience. */
export type Graph = ReturnType<typeof composeGraph>;

/** A composed schema, and the schemas of audiences that are cut from it. */
interface Composition {
  readonly whole: GraphQLSchema;
  readonly schemas: Map<string, GraphQLSchema>;
}

/** Compositions in use: a reload that changes no schema composes nothing. */
const compositions = createShared<Composition>();
const numberOf = createNumbering();

/**
 * Composes the graph from its upstreams, for production, tests and the schema command.
 * @param deployment links (a link with an unknown name is left out), and coordinates that audiences may not use
 * @throws Error where the schemas conflict
 */
export function composeGraph(upstreams: readonly Upstream[], deployment: Pick<Deployment, 'links' | 'hidden'>) {
  const { links, findings } = usableLinks(upstreams, deployment.links);
  const events = eventFields(upstreams);
  const filters = linkFilters(upstreams, links);
  const parts = [...upstreams.map(({ schema }) => schema), deployment.links, deployment.hidden].map(numberOf);
  const composition = compositions([...parts, ...events.map(({ typeDefs }) => typeDefs)].join(' '), () => ({
    whole: composeSchema(upstreams, links, events, filters),
    schemas: new Map(),
  }));
  const lookups = upstreams.flatMap((upstream) => upstream.lookups.map((lookup) => `Query.${lookup}`));
  const hiddenOf = (audience: Audience) => (audience === 'internal' ? [] : deployment.hidden[audience]);
  const lists = links.flatMap((link) => ('list' in link ? [link.list] : []));
  return {
    /**
     * Returns the schema of an audience, which is made at first use and then cached by scopes.
     * @param scopes of the caller; all by default
     */
    seenBy(audience: Audience, scopes: ReadonlySet<Scope> = new Set(SCOPES)): GraphQLSchema {
      // Sets of scopes are few: each audience has at most one schema for each set.
      const key = [audience, ...SCOPES.filter((scope) => scopes.has(scope))].join(' ');
      // The closure holds the composition itself: `compositions` refers to it weakly.
      const { whole, schemas } = composition;
      const known = schemas.get(key);
      if (known) return known;
      const schema = cutFor(audience, scopes, whole, [...hiddenOf(audience), ...lookups], { lists, filters });
      schemas.set(key, schema);
      return schema;
    },
    /** Parts of the upstreams and of the deployment's links that the graph leaves out. */
    findings: [...upstreams.flatMap((upstream) => upstream.findings ?? []), ...findings],
    /** The compiler of its operations. */
    planOf: createPlanOf(upstreams, links, events, filters),
  };
}
