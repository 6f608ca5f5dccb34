import { type FieldNode, type GraphQLField, getNullableType, isListType, type SelectionSetNode } from 'graphql';
import { fieldNamed } from '../../../subgraphs/syntax.ts';
import type { Upstream } from '../../../subgraphs/upstream.ts';
import type { Link } from '../../links/link.ts';
import type { Continuation, Edge, Fetch, Following, Head, LocatedStep, LookupStep, Next } from '../plan.ts';
import { bindField } from './bind.ts';
import { locatedStep } from './located-step.ts';
import { rootField, type Sources, upstreamOf } from './sources.ts';
import { split } from './split.ts';

/** A head that is not split yet: what is asked, and the object that leads on. */
export interface Draft {
  readonly key: string;
  /** None where the gateway gives the arguments. */
  readonly node: FieldNode | undefined;
  readonly field: GraphQLField<unknown, unknown>;
  readonly selectionSet: SelectionSetNode | undefined;
}

/** Splits what an upstream is asked, and what follows from its answer, by upstream and by wave. One for each plan. */
export class Waves {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  fetch(upstream: Upstream, drafts: readonly Draft[]): Fetch {
    const edges: Edge[] = [];
    const heads = drafts.map(({ key, node, field: definition, selectionSet }): Head => {
      const own = selectionSet && split(this.#sources, upstream, definition.type, selectionSet, edges);
      const asked = node ?? fieldNamed(definition.name, undefined, key);
      return { key, node, bind: bindField(upstream.schema, definition, asked, own?.own), shape: own?.shape };
    });
    return { upstream, heads, edges, nexts: this.#nexts(edges) };
  }

  #nexts(edges: readonly Edge[]): readonly Next[] {
    const lookups = new Map<Upstream, Following[]>();
    const located: LocatedStep[] = [];
    for (const [index, { link, definition, node }] of edges.entries()) {
      if ('search' in link) {
        const step = locatedStep(this.#sources, index, link, node);
        located.push({ ...step, nexts: this.#nexts(step.edges) });
        continue;
      }
      const upstream = upstreamOf(this.#sources, link.lookup.upstream);
      const follows = lookups.get(upstream) ?? [];
      lookups.set(upstream, follows);
      follows.push({ edge: index, link, gives: givenBy(link, upstream, definition) });
    }
    const steps = Array.from(lookups, ([upstream, follows]): LookupStep => {
      const drafts = follows.map(({ edge, link }, head) => ({
        key: `l${head}`,
        node: undefined,
        field: rootField(upstream, link.lookup.field),
        selectionSet: edges[edge]?.node.selectionSet,
      }));
      return { kind: 'lookup', follows, ...this.fetch(upstream, drafts) };
    });
    return [...steps, ...located];
  }
}

function givenBy(link: Link, upstream: Upstream, { type }: GraphQLField<unknown, unknown>): Following['gives'] {
  if (!isListType(getNullableType(type))) return 'value';
  const answer = getNullableType(rootField(upstream, link.lookup.field).type);
  const isListOfLists = isListType(answer) && isListType(getNullableType(answer.ofType));
  return isListOfLists ? 'list' : 'values';
}

/** How many waves of requests there are at most, one behind the other. */
export function wavesOf({ nexts }: Continuation): number {
  const below = nexts.map((next) => (next.kind === 'located' ? 1 : 0) + wavesOf(next));
  return 1 + Math.max(0, ...below);
}
