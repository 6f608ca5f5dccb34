import { type GraphQLField, getNullableType, isListType } from 'graphql';
import { fieldNamed } from '../../../subgraphs/common/syntax.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import type { Link } from '../../links/link.ts';
import type { Edge, Fetch, FetchField, Following, ListFilters, LocatedStep, LookupStep, Next } from '../plan.ts';
import { bindField } from './bind.ts';
import { filteredField, hasFilterArgument, wavesOfFilters } from './list-filters.ts';
import { locatedStep } from './located-step.ts';
import { rootField, type Sources, upstreamOf } from './sources.ts';
import { type Draft, split } from './split.ts';

/** Plans the request of root fields to their upstream, and the steps that follow the links in their answers. */
export function planFetch(sources: Sources, upstream: Upstream, drafts: readonly Draft[]): Fetch {
  const edges: Edge[] = [];
  const found = drafts.map((): ListFilters[] => []);
  const fields = drafts.map(({ key, node, field: definition, selectionSet, keys }, index): FetchField => {
    const filters = found[index] ?? [];
    const requested = node
      ? filteredField(sources, 'Query', definition, node, filters)
      : fieldNamed(definition.name, undefined, key);
    const own = selectionSet && split(sources, upstream, definition.type, selectionSet, { edges, filters });
    return { key, node, bind: bindField(upstream.schema, definition, requested, own?.own), shape: own?.shape, keys };
  });
  const filters = found.some(({ length }) => length > 0) ? found : undefined;
  return { upstream, fields, filters, edges, nexts: planNexts(sources, edges) };
}

/** Whether a request for this draft waits for filters across links. */
export function isFiltered(sources: Sources, upstream: Upstream, draft: Draft): boolean {
  const { node } = draft;
  return node !== undefined && hasFilterArgument(node) && planFetch(sources, upstream, [draft]).filters !== undefined;
}

/** Plans the steps that follow links: one for all lookups of an upstream, and one for each located link. */
function planNexts(sources: Sources, edges: readonly Edge[]): readonly Next[] {
  const lookups = new Map<Upstream, Following[]>();
  const located: LocatedStep[] = [];
  for (const [index, { link, definition, node }] of edges.entries()) {
    if ('search' in link) {
      const { search, locate, ...step } = locatedStep(sources, link, node);
      const fetches = {
        ...planFetch(sources, search.upstream, [search]),
        locate: planFetch(sources, locate.upstream, [locate]),
      };
      located.push({ kind: 'located', edge: index, link, ...step, ...fetches });
      continue;
    }
    const upstream = upstreamOf(sources, link.lookup.upstream);
    const follows = lookups.get(upstream) ?? [];
    lookups.set(upstream, follows);
    follows.push({ edge: index, link, isList: takesLists(link, upstream, definition) });
  }
  const steps = Array.from(lookups, ([upstream, follows]): LookupStep => {
    const drafts = follows.map(({ edge, link }, index) => ({
      key: `l${index}`,
      node: undefined,
      field: rootField(upstream, link.lookup.field),
      selectionSet: edges[edge]?.node.selectionSet,
      keys: link.lookup.keys,
    }));
    return { kind: 'lookup', follows, ...planFetch(sources, upstream, drafts) };
  });
  return [...steps, ...located];
}

/** Whether a link's key is a list: its field is one, and its lookup does not find a list for each key. */
function takesLists(link: Link, upstream: Upstream, { type }: GraphQLField<unknown, unknown>): boolean {
  const answer = getNullableType(rootField(upstream, link.lookup.field).type);
  const isListOfLists = isListType(answer) && isListType(getNullableType(answer.ofType));
  return isListType(getNullableType(type)) && !isListOfLists;
}

/** Returns the maximum number of waves of a step and the steps that follow it. */
export function wavesOf(step: Fetch): number {
  const below = step.nexts.map((next) => (next.kind === 'located' ? 1 : 0) + wavesOf(next));
  return 1 + wavesOfFilters(step.filters?.flat() ?? []) + Math.max(0, ...below);
}
