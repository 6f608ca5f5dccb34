import type { Step } from '../requested-field.ts';
import { all, any, type Condition, compare } from './condition.ts';

/** Directus reads these texts in a filter as what they say, and puts what `$NOW` and `$CURRENT_USER` stand for in their place. */
const READ_AS_OTHERS = /^(true|false|null|NULL)$|^\$/;

/** For a pattern, `%` stands for any text and `_` for any character; a backslash takes the next one as it is. */
function literally(text: string): string {
  const escaped = text.replace(/[\\%_]/g, '\\$&');
  return READ_AS_OTHERS.test(text) ? `\\${escaped}` : escaped;
}

/** Whether Directus takes a text in a filter for something else. */
export const isReadAsOther = (text: unknown) => typeof text === 'string' && READ_AS_OTHERS.test(text);

/** A text with this in it, at its start, at its end, or not. */
export function comparePattern(path: readonly Step[], operator: string, text: string): Condition {
  return compare(path, operator, literally(text));
}

/** Equal to a text that Directus takes for something else: it starts with it, and nothing comes after. */
export function equals(path: readonly Step[], text: string): Condition {
  return all([compare(path, '_starts_with', literally(text)), compare(path, '_nstarts_with', `${literally(text)}_`)]);
}

/** Not equal to such a text: it starts with something else, or something comes after. */
export function differs(path: readonly Step[], text: string): Condition {
  return any([compare(path, '_nstarts_with', literally(text)), compare(path, '_starts_with', `${literally(text)}_`)]);
}

/** Whether a text meets an operator, as Directus would say. */
export function textMeets(text: string, operator: string, operand: unknown): boolean {
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (operator === '_eq' || operator === '_in') return operands.includes(text);
  if (operator === '_neq' || operator === '_nin') return !operands.includes(text);
  const [, negated, caseless, how] = /^_(n?)(i?)(contains|starts_with|ends_with)$/.exec(operator) ?? [];
  const folded = (given: string) => (caseless ? given.toLowerCase() : given);
  const [within, part] = [folded(text), folded(String(operand))];
  const isMet =
    how === 'contains' ? within.includes(part) : how === 'ends_with' ? within.endsWith(part) : within.startsWith(part);
  return isMet !== (negated === 'n');
}

/** What is searched for, as it is: a search is a pattern too. */
export const literalSearch = (text: string) => text.replace(/[\\%_]/g, '\\$&');
