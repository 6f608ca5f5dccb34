import {
  type FieldNode,
  type GraphQLField,
  getNullableType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from 'graphql';
import { fieldNamed } from '../../subgraphs/syntax.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Link } from '../links/link.ts';
import { bindField } from './bind.ts';
import { locatedStep } from './located-step.ts';
import { type ParsedQuery, responseKeyOf, Unplannable } from './parse.ts';
import type {
  Continuation,
  Edge,
  Following,
  Head,
  LocatedStep,
  LookupStep,
  Next,
  Plan,
  RootEntry,
  RootStep,
} from './plan.ts';
import { ownerOf, rootField, type Sources, upstreamOf } from './sources.ts';
import { split } from './split.ts';

/**
 * Splits a query by upstream and by wave: what each is asked, where links lead on, and how the response is written.
 * @throws Unplannable
 */
export function planWaves(sources: Sources, { operation, fields }: ParsedQuery): Plan {
  return new Planning(sources).plan(operation, fields);
}

/** A head that is not split yet: what is asked, and the object that leads on. */
interface Draft {
  readonly key: string;
  readonly node: FieldNode | undefined;
  readonly field: GraphQLField<unknown, unknown>;
  readonly selectionSet: SelectionSetNode | undefined;
}

class Planning {
  readonly #sources: Sources;
  #lookups = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  plan(operation: Plan['operation'], fields: readonly FieldNode[]): Plan {
    const query = this.#sources.schema.getQueryType();
    if (!query) throw new Unplannable('unknown_field');
    const asked = new Map<Upstream, FieldNode[]>();
    const entries = fields.map((node): RootEntry => {
      const key = responseKeyOf(node);
      if (node.name.value === '__typename') return { key, typeName: query.name };
      const upstream = ownerOf(this.#sources, node);
      const together = asked.get(upstream) ?? [];
      asked.set(upstream, together);
      const definition = query.getFields()[node.name.value];
      if (!definition) throw new Unplannable('unknown_field');
      const head = together.push(node) - 1;
      return { key, step: [...asked.keys()].indexOf(upstream), head, isRequired: isNonNullType(definition.type) };
    });
    const steps = Array.from(asked, ([upstream, nodes]): RootStep => {
      const drafts = nodes.map((node) => ({
        key: responseKeyOf(node),
        node,
        field: rootField(upstream, node.name.value),
        selectionSet: node.selectionSet,
      }));
      return { upstream, ...this.#continuation(upstream, drafts) };
    });
    return { operation, steps, entries, waves: Math.max(0, ...steps.map(wavesOf)) };
  }

  #continuation(upstream: Upstream, drafts: readonly Draft[]): Continuation {
    const edges: Edge[] = [];
    const heads = drafts.map(({ key, node, field: definition, selectionSet }): Head => {
      const own = selectionSet && split(this.#sources, upstream, definition.type, selectionSet, edges);
      const asked = node ?? fieldNamed(definition.name, undefined, key);
      return { key, node, bind: bindField(upstream.schema, definition, asked, own?.own), shape: own?.shape };
    });
    return { heads, edges, nexts: this.#nexts(edges) };
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
      const id = this.#lookups++;
      return { kind: 'lookup', id, upstream, follows, ...this.#continuation(upstream, drafts) };
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

function wavesOf({ nexts }: Continuation): number {
  const below = nexts.map((next) => (next.kind === 'located' ? 1 : 0) + wavesOf(next));
  return 1 + Math.max(0, ...below);
}
