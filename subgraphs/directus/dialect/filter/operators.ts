import type { OperandKind } from '../../schema/mapping.ts';
import { badInput } from '../errors.ts';
import { filterBy, type RequestedArgument, type Step } from '../requested-field.ts';
import { ALWAYS, all, any, compare, NEVER, type RowCondition, writeFilter } from './condition.ts';
import { compareInteger, integerKinds, toInteger } from './integers.ts';
import { IMPOSSIBLE, toOperand } from './operands.ts';

/** The compared value. */
interface Compared {
  readonly path: readonly Step[];
  readonly kind: OperandKind;
  /** Its name in the graph. */
  readonly field: string;
}

const PATTERN = /^_(n?)(i?)(contains|starts_with|ends_with)$/;

/**
 * Compiles an operator of the graph to operators of Directus with the same meaning: Directus refuses an empty list, an
 * empty text and null, and its database refuses a value that the column cannot hold.
 * @throws GraphQLError BAD_USER_INPUT for an invalid operand
 */
export function compileOperator(compared: Compared, operator: string, operand: unknown): RowCondition {
  if (operator === '_in' || operator === '_nin') return membership(compared, operator, operand);
  if (operand === null || operand === undefined) return withoutOperand(compared, operator);
  if (operator === '_between' || operator === '_nbetween') return range(compared, operator, operand);
  const [pattern, negated] = PATTERN.exec(operator) ?? [];
  if (pattern === undefined) return comparison(compared, operator, operand);
  if (operand !== '') return compare(compared.path, operator, literally(String(operand)));
  return negated ? NEVER : hasValue(compared);
}

const hasValue = ({ path }: Compared) => compare(path, '_nnull', true);

/** Compiles a comparison with null. Other operators are ignored without an operand. */
function withoutOperand({ path }: Compared, operator: string): RowCondition {
  if (operator === '_eq') return compare(path, '_null', true);
  return operator === '_neq' ? compare(path, '_nnull', true) : ALWAYS;
}

function comparison(compared: Compared, operator: string, operand: unknown): RowCondition {
  const { path, kind, field } = compared;
  if (['_null', '_nnull', '_empty', '_nempty'].includes(operator)) return compare(path, operator, operand);
  if (kind === 'integer' || kind === 'bigInteger') {
    return compareInteger(path, integerKinds[kind], operator, operand);
  }
  if (kind === 'text') return comparisonOfText(compared, operator, String(operand));
  const written = toOperand(kind, field, operand);
  if (written !== IMPOSSIBLE) return compare(path, operator, written);
  return operator === '_eq' ? NEVER : hasValue(compared);
}

function comparisonOfText(compared: Compared, operator: string, text: string): RowCondition {
  const { path } = compared;
  const isEqual = operator === '_eq';
  if (text === '')
    return isEqual ? all([compare(path, '_empty', true), hasValue(compared)]) : compare(path, '_nempty', true);
  if (isReadAsOther(text)) return isEqual ? equals(path, text) : differs(path, text);
  return compare(path, operator, text);
}

/** Compiles `_in` and `_nin`. Nulls in the list are ignored. No row meets an empty `_in`, every row an empty `_nin`. */
function membership(compared: Compared, operator: '_in' | '_nin', operand: unknown): RowCondition {
  if (!Array.isArray(operand)) return ALWAYS;
  const given = operand.filter((value) => value !== null);
  const isIn = operator === '_in';
  if (given.length === 0) return isIn ? NEVER : ALWAYS;
  const { path, kind } = compared;
  const special = kind === 'text' ? given.filter(isReadAsOther).map(String) : [];
  const plain = given.filter((value) => !special.includes(value)).flatMap((value) => writtenOf(compared, value) ?? []);
  if (plain.length === 0 && special.length === 0) return isIn ? NEVER : hasValue(compared);
  const listed = plain.length > 0 ? [compare(path, operator, plain)] : [];
  return isIn
    ? any([...listed, ...special.map((text) => equals(path, text))])
    : all([...listed, ...special.map((text) => differs(path, text))]);
}

/** Returns the filter for the rows of a collection whose field has one of the keys, a text such as `null` included. */
export function filterByKeys(collection: string, field: string, keys: readonly unknown[]): RequestedArgument {
  const compared = { path: [{ of: collection, name: field }], kind: 'text', field } as const;
  return filterBy(collection, writeFilter(membership(compared, '_in', keys), field));
}

/** Returns a value as the column holds it; undefined if the column cannot hold it. */
function writtenOf({ kind, field }: Compared, value: unknown): unknown {
  if (kind === 'integer' || kind === 'bigInteger') return toInteger(integerKinds[kind], value);
  const written = toOperand(kind, field, value);
  return written === IMPOSSIBLE ? undefined : written;
}

/** Compiles a range. Directus ignores a range without exactly two values. */
function range(compared: Compared, operator: '_between' | '_nbetween', operand: unknown): RowCondition {
  const bounds = Array.isArray(operand) ? operand : [operand];
  const [low, high] = bounds;
  if (bounds.length !== 2 || low === null || high === null) {
    throw badInput(`\`${operator}\` of \`${compared.field}\` takes two values, the lower one first.`);
  }
  return operator === '_between'
    ? all([comparison(compared, '_gte', low), comparison(compared, '_lte', high)])
    : any([comparison(compared, '_lt', low), comparison(compared, '_gt', high)]);
}

/** Directus reads these texts in a filter as literals, and replaces `$NOW` and `$CURRENT_USER` by their values. */
const READ_AS_OTHERS = /^(true|false|null|NULL)$|^\$/;

/** Escapes a text for a pattern, where `%` matches any text and `_` any character; a backslash escapes a character. */
function literally(text: string): string {
  const escaped = literalSearch(text);
  return READ_AS_OTHERS.test(text) ? `\\${escaped}` : escaped;
}

/** Whether Directus reads a text in a filter as something else. */
const isReadAsOther = (text: unknown) => typeof text === 'string' && READ_AS_OTHERS.test(text);

/** Compiles equality with a text that Directus misreads: the value starts with the text, and no character follows. */
function equals(path: readonly Step[], text: string): RowCondition {
  return all([compare(path, '_starts_with', literally(text)), compare(path, '_nstarts_with', `${literally(text)}_`)]);
}

/** Compiles the opposite of `equals`: the value starts with another text, or a character follows. */
function differs(path: readonly Step[], text: string): RowCondition {
  return any([compare(path, '_nstarts_with', literally(text)), compare(path, '_starts_with', `${literally(text)}_`)]);
}

/** Whether a text meets an operator, with Directus's semantics. */
export function textMeets(text: string, operator: string, operand: unknown): boolean {
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (operator === '_eq' || operator === '_in') return operands.includes(text);
  if (operator === '_neq' || operator === '_nin') return !operands.includes(text);
  const [, negated, caseless, how] = PATTERN.exec(operator) ?? [];
  const folded = (given: string) => (caseless ? given.toLowerCase() : given);
  const [within, part] = [folded(text), folded(String(operand))];
  const isMet =
    how === 'contains' ? within.includes(part) : how === 'ends_with' ? within.endsWith(part) : within.startsWith(part);
  return isMet !== (negated === 'n');
}

/** Escapes a text for a search, which is a pattern too. */
export const literalSearch = (text: string) => text.replace(/[\\%_]/g, '\\$&');
