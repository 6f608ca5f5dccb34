import { readFileSync } from 'node:fs';

/** A word or phrase that is rewritten in searches. */
export interface Synonym {
  readonly word: string;
  /** The number of its group; null for a word that searches ignore. */
  readonly group: number | null;
}

/**
 * Reads groups of synonyms: one group per line, its words and phrases separated by commas. A line that begins with "-"
 * lists words that searches ignore; a line that begins with "#" is a comment.
 */
export function readSynonyms(text: string): Synonym[] {
  return text.split('\n').flatMap((line, group) => {
    const [, isLeftOut, words = ''] = /^\s*(-?)([^#]*)/.exec(line) ?? [];
    return words.split(',').flatMap((each) => {
      const word = each.trim();
      return word ? [{ word, group: isLeftOut ? null : group }] : [];
    });
  });
}

/** Adds further synonyms. A group that shares a word with an existing group joins it. Existing words do not change. */
export function withFurther(own: readonly Synonym[], further: readonly Synonym[]): Synonym[] {
  const groupOf = new Map(own.map(({ word, group }) => [word.toLowerCase(), group]));
  const first = Math.max(0, ...own.map(({ group }) => group ?? 0)) + 1;
  const added = Array.from(Map.groupBy(further, ({ group }) => group)).flatMap(([group, members]) => {
    const shared = members.map(({ word }) => groupOf.get(word.toLowerCase())).find((each) => each != null);
    const unknown = members.filter(({ word }) => !groupOf.has(word.toLowerCase()));
    return unknown.map(({ word }) => ({ word, group: group === null ? null : (shared ?? first + group) }));
  });
  return [...own, ...added];
}

/** The synonyms of `synonyms.txt`. */
export const synonyms: readonly Synonym[] = readSynonyms(
  readFileSync(new URL('synonyms.txt', import.meta.url), 'utf8'),
);
