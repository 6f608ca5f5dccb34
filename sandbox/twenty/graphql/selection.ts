import { type DirectiveNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { badInput, internalError } from '../errors.ts';
import type { ObjectType } from '../model/object-type.ts';

/** What is selected under a field, by field name: Twenty knows no alias below the root. A leaf has an empty one. */
export type Selection = ReadonlyMap<string, Selection>;

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Reads a selection set as Twenty does: aliases and arguments are dropped, fields of one name are merged,
 * fragments are spread whatever their type condition, and an unknown fragment is nothing.
 * @throws TwentyError for `@include` or `@skip` by a variable: Twenty looks for it where there are none
 */
export function readSelection(selectionSet: SelectionSetNode | undefined, fragments: Fragments): Selection {
  const selection: MutableSelection = new Map();
  collect(selectionSet, fragments, selection);
  return selection;
}

type MutableSelection = Map<string, MutableSelection>;

function collect(selectionSet: SelectionSetNode | undefined, fragments: Fragments, into: MutableSelection): void {
  for (const node of selectionSet?.selections ?? []) {
    if (isLeftOut(node.directives ?? [])) continue;
    if (node.kind === Kind.FIELD) {
      const inner = into.get(node.name.value) ?? new Map();
      into.set(node.name.value, inner);
      collect(node.selectionSet, fragments, inner);
    } else {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      collect(fragment?.selectionSet, fragments, into);
    }
  }
}

function isLeftOut(directives: readonly DirectiveNode[]): boolean {
  return directives.some(({ name, arguments: [condition] = [] }) => {
    if (name.value !== 'include' && name.value !== 'skip') return false;
    if (condition?.value.kind === Kind.VARIABLE) {
      throw internalError(`Cannot read properties of undefined (reading '${condition.value.name.value}')`);
    }
    const holds = condition?.value.kind === Kind.BOOLEAN && condition.value.value;
    return name.value === 'include' ? !holds : holds;
  });
}

/**
 * Refuses a to-many relation inside another. Whether one may stand behind the to-one of another is not known:
 * that is refused too. A root connection does not count.
 */
export function assertNoNestedToMany(object: ObjectType, node: Selection, isInsideToMany = false): void {
  for (const [name, inner] of node) {
    const field = object.fields.get(name);
    if (field?.type === 'toOne') assertNoNestedToMany(field.target, inner, isInsideToMany);
    if (field?.type !== 'toMany') continue;
    if (isInsideToMany) {
      throw badInput(
        'TOO_COMPLEX_QUERY',
        'Query complexity is too high. One-to-Many relation cannot be nested in another One-to-Many relation.',
      );
    }
    assertNoNestedToMany(field.target, nodeSelection(inner), true);
  }
}

/**
 * What a connection's `edges { node { … } }` selects. Twenty's parser takes the node of selected edges for granted:
 * edges of cursors alone are refused, which is what it is taken to do, since no recording says otherwise.
 */
export function nodeSelection(connection: Selection): Selection {
  const edges = connection.get('edges');
  const node = edges?.get('node');
  if (edges && !node) throw internalError("Cannot read properties of undefined (reading 'id')");
  return node ?? new Map();
}
