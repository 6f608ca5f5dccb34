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

/** Splits requests, and the links of their answers, by upstream and by wave. Each plan has its own instance. */
export class Waves {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  fetch(upstream: Upstream, drafts: readonly Draft[]): Fetch {
    const edges: Edge[] = [];
    const found = drafts.map((): ListFilters[] => []);
    const fields = drafts.map(({ key, node, field: definition, selectionSet, keys }, index): FetchField => {
      const filters = found[index] ?? [];
      const requested = node
        ? filteredField(this.#sources, { typeName: 'Query', definition, node }, filters)
        : fieldNamed(definition.name, undefined, key);
      const own = selectionSet && split(this.#sources, upstream, definition.type, selectionSet, { edges, filters });
      return { key, node, bind: bindField(upstream.schema, definition, requested, own?.own), shape: own?.shape, keys };
    });
    const filters = found.some(({ length }) => length > 0) ? found : undefined;
    return { upstream, fields, filters, edges, nexts: this.#nexts(edges) };
  }

  /** Whether a request for this draft waits for filters across links. */
  isFiltered(upstream: Upstream, draft: Draft): boolean {
    return (
      draft.node !== undefined && hasFilterArgument(draft.node) && this.fetch(upstream, [draft]).filters !== undefined
    );
  }

  #nexts(edges: readonly Edge[]): readonly Next[] {
    const lookups = new Map<Upstream, Following[]>();
    const located: LocatedStep[] = [];
    for (const [index, { link, definition, node }] of edges.entries()) {
      if ('search' in link) {
        const { search, locate, ...step } = locatedStep(this.#sources, link, node);
        const fetches = { ...this.fetch(search.upstream, [search]), locate: this.fetch(locate.upstream, [locate]) };
        located.push({ kind: 'located', edge: index, link, ...step, ...fetches });
        continue;
      }
      const upstream = upstreamOf(this.#sources, link.lookup.upstream);
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
      return { kind: 'lookup', follows, ...this.fetch(upstream, drafts) };
    });
    return [...steps, ...located];
  }
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
