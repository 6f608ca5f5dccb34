import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../subgraphs/common/syntax.ts';
import { argumentsSize, type InputSize, together as inputsTogether, NO_INPUT } from './input-size.ts';

/** The size of an operation's selections and arguments: each fragment counts at each of its spreads. */
export interface DocumentSize extends InputSize {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
}

const NOTHING: DocumentSize = { depth: 0, fields: 0, aliases: 0, directives: 0, rootFields: 0, ...NO_INPUT };

/**
 * Returns the size of the largest operation of a document, measure by measure. It needs no schema and reads each
 * fragment once, so that a document that is slow to validate is refused before validation.
 */
export function sizeOf(document: DocumentNode): DocumentSize {
  const fragments = fragmentsOf(document);
  const known = new Map<string, DocumentSize>();

  function ofFragment(name: string): DocumentSize {
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    // A fragment within itself counts as empty: validation refuses the document.
    if (!known.has(name)) {
      known.set(name, NOTHING);
      known.set(name, ofSelections(fragment.selectionSet));
    }
    return known.get(name) ?? NOTHING;
  }

  function ofSelections({ selections }: SelectionSetNode): DocumentSize {
    return selections.map(ofSelection).reduce(together, NOTHING);
  }

  function ofSelection(node: SelectionNode): DocumentSize {
    const directives = node.directives?.length ?? 0;
    if (node.kind !== Kind.FIELD) {
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : ofSelections(node.selectionSet);
      return { ...inner, directives: inner.directives + directives };
    }
    const below = node.selectionSet ? ofSelections(node.selectionSet) : NOTHING;
    return {
      ...inputsTogether(argumentsSize(node.arguments), below),
      depth: 1 + (INTROSPECTION.includes(node.name.value) ? 0 : below.depth),
      fields: 1 + below.fields,
      aliases: below.aliases + (node.alias ? 1 : 0),
      directives: below.directives + directives,
      rootFields: 1,
    };
  }

  const operations = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const size = ofSelections(definition.selectionSet);
    const owners = [definition, ...(definition.variableDefinitions ?? [])];
    const own = owners.reduce((sum, { directives }) => sum + (directives?.length ?? 0), 0);
    return [{ ...size, directives: size.directives + own }];
  });
  return operations.reduce(largest, NOTHING);
}

const INTROSPECTION: readonly string[] = ['__schema', '__type'];

function together(left: DocumentSize, right: DocumentSize): DocumentSize {
  return {
    ...inputsTogether(left, right),
    depth: Math.max(left.depth, right.depth),
    fields: left.fields + right.fields,
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
    rootFields: left.rootFields + right.rootFields,
  };
}

function largest(left: DocumentSize, right: DocumentSize): DocumentSize {
  const measures = Object.keys(NOTHING) as (keyof DocumentSize)[];
  const sizes = measures.map((measure) => [measure, Math.max(left[measure], right[measure])]);
  return Object.fromEntries(sizes) as Record<keyof DocumentSize, number>;
}
