import { badInput } from '../errors.ts';
import type { Column } from '../model/column.ts';
import { textOf } from '../model/compare.ts';
import { onValue, type Predicate } from './where.ts';

type Test = (text: string) => boolean;

const TESTS: Readonly<Record<string, (given: string) => Test>> = {
  like: (pattern) => likeTest(pattern, 'su'),
  ilike: (pattern) => likeTest(pattern, 'isu'),
  containsIlike: (pattern) => likeTest(pattern, 'isu'),
  startsWith: (start) => (text) => text.startsWith(start),
  endsWith: (end) => (text) => text.endsWith(end),
};

/**
 * Compiles an operator that looks into texts. Of a list, one item must match.
 * @throws TwentyError for a value that is no text
 */
export function compilePattern(column: Column, operator: string, value: unknown): Predicate {
  const test = typeof value === 'string' ? TESTS[operator]?.(value) : undefined;
  if (!test) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Filter operator "${operator}" requires a string value for field "${column.path}", got ${typeof value}`,
      `Invalid filter: "${operator}" operator requires a String`,
    );
  }
  return onValue(column, (stored) => {
    const texts = column.kind === 'ARRAY' && Array.isArray(stored) ? stored : [stored];
    return texts.some((text) => test(textOf(text)));
  });
}

/** An SQL pattern: `%` is any text, `_` any character, a backslash takes the next one as it is. Accents count. */
function likeTest(pattern: string, flags: string): Test {
  const source = pattern.replace(/\\(.)|./gsu, (character, escaped: string | undefined) => {
    if (escaped !== undefined) return escapeRegExp(escaped);
    if (character === '%') return '.*';
    return character === '_' ? '.' : escapeRegExp(character);
  });
  const expression = new RegExp(`^${source}$`, flags);
  return (text) => expression.test(text);
}

function escapeRegExp(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
