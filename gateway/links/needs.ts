import { parseSelectionSet } from '@graphql-tools/utils';
import { Kind, type SelectionSetNode } from 'graphql';

/**
 * Parses a link's `needs`.
 * @param prefix of the response key of each field, which prevents a conflict with a client's alias
 * @throws Error for aliases or fragments at the top: links are part of this code, so this is a bug in it
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
