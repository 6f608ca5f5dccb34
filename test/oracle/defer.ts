import { type ASTNode, type DirectiveNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';
import { named } from '../../subgraphs/common/syntax.ts';
import type { Query } from './render.ts';

/** A random number from 0 to 1, exclusive: the same ones from the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same query with fragments deferred at random: those that it has, and selections put into fragments that defer. */
export function deferredAtRandom({ query, ...others }: Query, seed: number): Query {
  const random = randomFrom(seed);
  const directive = () => directiveOf(random() < 0.1 ? '@defer(if: false)' : '@defer');
  const deferSome = <Node extends ASTNode & { readonly directives?: readonly DirectiveNode[] }>(node: Node): Node =>
    random() < 0.4 ? { ...node, directives: [...(node.directives ?? []), directive()] } : node;
  const document = visit(parse(query), {
    FragmentSpread: { leave: deferSome },
    InlineFragment: { leave: deferSome },
    SelectionSet: {
      leave(node) {
        if (random() < 0.6) return undefined;
        const isDeferred = node.selections.map(() => random() < 0.5);
        const inside = node.selections.filter((_, nth) => isDeferred[nth]);
        if (inside.length === 0) return undefined;
        const fragment: SelectionNode = {
          kind: Kind.INLINE_FRAGMENT,
          directives: [directive()],
          selectionSet: { kind: Kind.SELECTION_SET, selections: inside },
        };
        // Some are also selected outside of the fragment.
        const outside = node.selections.filter((_, nth) => !isDeferred[nth] || random() < 0.2);
        return { ...node, selections: random() < 0.5 ? [fragment, ...outside] : [...outside, fragment] };
      },
    },
  });
  // In the end: what is selected twice may have labels in it.
  let labels = 0;
  const labelled = visit(document, {
    Directive: (node) =>
      node.name.value === 'defer' && !node.arguments?.length && random() < 0.3
        ? directiveOf(`@defer(label: "l${labels++}")`)
        : undefined,
  });
  return { query: print(labelled), ...others };
}

function directiveOf(text: string): DirectiveNode {
  const [definition] = parse(`{ ... ${text} { a } }`, { noLocation: true }).definitions;
  const [fragment] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  return fragment?.directives?.[0] ?? { kind: Kind.DIRECTIVE, name: named('defer') };
}
