import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionNode } from 'graphql';

/** A document's fragments, by name. */
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** A field as it is requested. */
export interface Asked {
  readonly node: FieldNode;
  /** Whether it stands in the selection itself, not in a fragment there. */
  readonly isDirect: boolean;
}

/** A column, or a function over one, and the key of the item that it goes to. */
export interface Column {
  readonly key: string;
  readonly step: string;
}

/** The fields that are selected, those in fragments included and `__typename` not. Directives change nothing: Directus fetches all. */
export function readFields(fragments: Fragments, selections: readonly SelectionNode[]): readonly Asked[] {
  return flatten(fragments, selections, true).filter(({ node }) => !node.name.value.startsWith('__'));
}

/**
 * Which field each response key stands for, as Directus keeps it: at the root for all aliases that do not stand in a
 * fragment, further down for relations only. Directus then goes by the key alone. That is why at the root an alias that
 * is another field's name changes what that field answers, and why a relation under an alias in a fragment is lost.
 */
export function aliasesOf(asked: readonly Asked[], isRoot: boolean): ReadonlyMap<string, string> {
  const counted = asked.filter(({ node, isDirect }) => (isRoot ? isDirect : node.selectionSet));
  return new Map(counted.flatMap(({ node }) => (node.alias ? [[node.alias.value, node.name.value]] : [])));
}

/** The columns that a field asks for; none, where it is a relation. */
export function columnsOf(
  { name: { value: name }, selectionSet }: FieldNode,
  aliases: ReadonlyMap<string, string>,
): Column[] {
  if (!selectionSet) return [{ key: name, step: aliases.get(name) ?? name }];
  if (!name.endsWith('_func')) return [];
  const field = name.slice(0, -'_func'.length);
  return selectionSet.selections.flatMap((part) => {
    if (part.kind !== Kind.FIELD || part.name.value.startsWith('__')) return [];
    return [{ key: `${field}_${part.name.value}`, step: `${part.name.value}(${field})` }];
  });
}

/** Whether a field has items below it. */
export function isRelation({ node }: Asked): boolean {
  return node.selectionSet !== undefined && !node.name.value.endsWith('_func');
}

/** The key of a field in the answer. */
export function responseKey({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function flatten(fragments: Fragments, selections: readonly SelectionNode[], isDirect: boolean): readonly Asked[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [{ node: each, isDirect }];
    return flatten(fragments, fragmentOf(fragments, each)?.selectionSet.selections ?? [], false);
  });
}

/**
 * The fragment that a selection is or spreads; undefined for a field.
 * @throws Error for one without a type condition, which Directus trips over
 */
export function fragmentOf(fragments: Fragments, selection: SelectionNode) {
  if (selection.kind === Kind.FIELD) return undefined;
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
  if (!fragment?.typeCondition) throw new Error('An inline fragment has no type condition.');
  return fragment;
}
