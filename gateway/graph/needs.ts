import { parseSelectionSet } from '@graphql-tools/utils';
import { Kind, print, type SelectionSetNode } from 'graphql';

/** Ahead of every response key that a link asks for, so that a client's own alias can't stand in its way. */
const PREFIX = 'link_';

/**
 * A link's `needs`, each field under an alias of the link's own.
 * @throws Error for needs with aliases or fragments at the top: a link is written by us, so this is a mistake of ours
 */
export function needsSelection(needs: string): SelectionSetNode {
  const parsed = parseSelectionSet(needs, { noLocation: true });
  return {
    ...parsed,
    selections: parsed.selections.map((selection) => {
      if (selection.kind !== Kind.FIELD || selection.alias) {
        throw new Error(`A link's needs are plain fields at the top, without alias or fragment: ${needs}`);
      }
      return { ...selection, alias: { kind: Kind.NAME, value: PREFIX + selection.name.value } };
    }),
  };
}

/** The same, as the text that stitching takes. */
export function needsText(needs: string): string {
  return print(needsSelection(needs));
}

/** What the selection brought, under the names that the link knows. */
export function readNeeds(parent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const key of Object.keys(parent)) {
    if (key.startsWith(PREFIX)) read[key.slice(PREFIX.length)] = parent[key];
  }
  return read;
}
