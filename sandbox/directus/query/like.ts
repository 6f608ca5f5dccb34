/**
 * SQL's LIKE: `%` stands for any text, `_` for any one character, and a backslash takes the next one as it is.
 * Directus escapes nothing, so that these mean the same to whoever filters or searches.
 */
export function like(pattern: string, { caseless = false } = {}): (text: string) => boolean {
  const source = pattern.replace(/\\([\s\S])|[%_]|[\\^$.*+?()[\]{}|/]/g, (match, escaped?: string) => {
    if (escaped !== undefined) return escapeRegExp(escaped);
    if (match === '%') return '[\\s\\S]*';
    return match === '_' ? '[\\s\\S]' : escapeRegExp(match);
  });
  const expression = new RegExp(`^${source}$`, caseless ? 'iu' : 'u');
  return (text) => expression.test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
