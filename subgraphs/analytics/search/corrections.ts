import { editsBetween } from '../../common/edits.ts';

/** A typed word: five letters or more, not part of a code or of an excluded term. */
const WORD = /(?<![\p{L}\p{N}:_-])\p{L}{5,}(?![\p{L}\p{N}:_-])/gu;

/**
 * Corrects the words of a search that no title has.
 * @param vocabulary the words of all titles, in lower case, the most common first
 * @returns the search with each such word replaced by the closest word of the vocabulary: one edit away, or up to two
 *   for a word of eight letters or more; undefined if nothing is corrected
 */
export function correctSearch(search: string, vocabulary: readonly string[]): string | undefined {
  const known = new Set(vocabulary);
  const corrected = search.replace(WORD, (typed) => {
    const word = typed.toLowerCase();
    return known.has(word) ? typed : (closest(word, vocabulary) ?? typed);
  });
  return corrected === search ? undefined : corrected;
}

function closest(word: string, vocabulary: readonly string[]): string | undefined {
  let most = word.length < 8 ? 1 : 2;
  let found: string | undefined;
  for (const candidate of vocabulary) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const distance = editsBetween(word, candidate);
    if (distance > most) continue;
    found = candidate;
    most = distance - 1;
  }
  return found;
}
