import { parseSelectionSet } from '@graphql-tools/utils';
import { Kind, type SelectionSetNode } from 'graphql';

/**
 * A link's `needs`.
 * @param prefix stands before the response key of each field, so that a client's own alias can't stand in its way
 * @throws Error for needs with aliases or fragments at the top: a link is written by us, so this is a mistake of ours
 */
export function needsSelection(needs: string, prefix = ''): SelectionSetNode {
  const parsed = parseSelectionSet(needs, { noLocation: true });
  return {
    ...parsed,
    selections: parsed.selections.map((selection) => {
      if (selection.kind !== Kind.FIELD || selection.alias) {
        throw new Error(`A link's needs are plain fields at the top, without alias or fragment: ${needs}`);
      }
      return prefix ? { ...selection, alias: { kind: Kind.NAME, value: prefix + selection.name.value } } : selection;
    }),
  };
}

/** Where a selection of needs stands in the parent: each key there, with the name that the link knows it by. */
export function needsKeys(selection: SelectionSetNode): readonly (readonly [key: string, name: string])[] {
  return selection.selections.map((each) => {
    if (each.kind !== Kind.FIELD) throw new Error('Needs are plain fields.');
    return [each.alias?.value ?? each.name.value, each.name.value];
  });
}
