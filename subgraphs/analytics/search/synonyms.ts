import { readFileSync } from 'node:fs';

/** A word or phrase that searches are rewritten by. */
export interface Synonym {
  readonly word: string;
  /** The number of its group; null for a word that searches leave out. */
  readonly group: number | null;
}

/**
 * Reads groups of synonyms: one a line, words and phrases between commas; a line that begins with "-" has words that searches
 * leave out, and one that begins with "#" is a comment.
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

/** The synonyms of `synonyms.txt`. */
export const synonyms: readonly Synonym[] = readSynonyms(
  readFileSync(new URL('synonyms.txt', import.meta.url), 'utf8'),
);
