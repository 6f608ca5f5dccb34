import type { OperandKind } from '../../schema/filter-mapping.ts';
import { badInput } from '../errors.ts';
import type { Step } from '../requested-field.ts';
import { ALWAYS, all, any, compare, NEVER, type RowCondition } from './condition.ts';
import { compareInteger, integerKinds, toInteger } from './integers.ts';
import { IMPOSSIBLE, toOperand } from './operands.ts';

/** A value that is compared. */
interface Compared {
  readonly path: readonly Step[];
  readonly kind: OperandKind;
  /** What the graph calls it. */
  readonly field: string;
}

const PATTERN = /^_(n?)i?(contains|starts_with|ends_with)$/;

/**
 * What an operator of the graph means, in operators that Directus reads as it is meant: Directus refuses an empty list,
 * an empty text and null, and its database what a column cannot hold.
 * @throws GraphQLError BAD_USER_INPUT for an operand that says nothing
 */
export function compileOperator(compared: Compared, operator: string, operand: unknown): RowCondition {
  if (operator === '_in' || operator === '_nin') return membership(compared, operator, operand);
  if (operand === null || operand === undefined) return withoutOperand(compared, operator);
  if (operator === '_between' || operator === '_nbetween') return range(compared, operator, operand);
  const [pattern, negated] = PATTERN.exec(operator) ?? [];
  if (pattern === undefined) return comparison(compared, operator, operand);
  if (operand !== '') return comparePattern(compared.path, operator, String(operand));
  return negated ? NEVER : hasValue(compared);
}

const hasValue = ({ path }: Compared) => compare(path, '_nnull', true);

/** What comparing with null means. Any other operator without an operand is none. */
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

/** Null is nothing to be in. A list that is empty is met by nothing, and its opposite by all. */
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

/** As the column holds it; undefined where it cannot. */
function writtenOf({ kind, field }: Compared, value: unknown): unknown {
  if (kind === 'integer' || kind === 'bigInteger') return toInteger(integerKinds[kind], value);
  const written = toOperand(kind, field, value);
  return written === IMPOSSIBLE ? undefined : written;
}

/** Directus overlooks a range that is not of two values. */
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

/** Directus reads these texts in a filter as what they say, and puts what `$NOW` and `$CURRENT_USER` stand for in their place. */
const READ_AS_OTHERS = /^(true|false|null|NULL)$|^\$/;

/** For a pattern, `%` stands for any text and `_` for any character; a backslash takes the next one as it is. */
function literally(text: string): string {
  const escaped = text.replace(/[\\%_]/g, '\\$&');
  return READ_AS_OTHERS.test(text) ? `\\${escaped}` : escaped;
}

/** Whether Directus takes a text in a filter for something else. */
const isReadAsOther = (text: unknown) => typeof text === 'string' && READ_AS_OTHERS.test(text);

/** A text with this in it, at its start, at its end, or not. */
function comparePattern(path: readonly Step[], operator: string, text: string): RowCondition {
  return compare(path, operator, literally(text));
}

/** Equal to a text that Directus takes for something else: it starts with it, and nothing comes after. */
function equals(path: readonly Step[], text: string): RowCondition {
  return all([compare(path, '_starts_with', literally(text)), compare(path, '_nstarts_with', `${literally(text)}_`)]);
}

/** Not equal to such a text: it starts with something else, or something comes after. */
function differs(path: readonly Step[], text: string): RowCondition {
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
