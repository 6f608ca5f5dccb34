import {
  type GraphQLInputFieldMap,
  type GraphQLInputObjectType,
  getNamedType,
  getNullableType,
  isInputObjectType,
} from 'graphql';
import type { JsonObject } from '../../common/json.ts';
import { scalars } from '../../schema/scalars.ts';
import type { Cursor } from './cursor.ts';
import { type Condition, every } from './filter.ts';
import { nest, type Order, type OrderKey } from './order.ts';

/** A key of an order with its value at a cursor. */
interface KeyValue extends OrderKey {
  readonly value: unknown;
  readonly isText: boolean;
  readonly isMoment: boolean;
}

/**
 * Returns a filter for the records before a cursor in an order. Their number is the cursor's place in a list that has
 * changed, or in another list.
 * @param isIncluded whether the filter includes the cursor's own record
 * @returns undefined if no filter can express this: Twenty compares neither relations nor choices, and an empty text
 * can be "" or null, which Twenty orders differently but returns in the same way
 */
export function recordsBefore(
  filter: GraphQLInputObjectType,
  { keys, isIdDescending }: Order,
  { id, values }: Cursor,
  isIncluded: boolean,
): Condition | undefined {
  const known: KeyValue[] = [];
  for (const [index, key] of keys.entries()) {
    const type = operatorsOn(filter, key.path);
    const operators = Object.keys(type);
    const value = values?.[index];
    const isText = operators.includes('like');
    const isKnown = value !== undefined && !(isText && (value === '' || value === null));
    if (!isKnown || !['gt', 'lt', 'is'].every((name) => operators.includes(name))) return undefined;
    known.push({ ...key, value, isText, isMoment: getNamedType(type.eq?.type) === scalars.DateTime });
  }
  const byId = (isIdDescending ? 'gt' : 'lt') + (isIncluded ? 'e' : '');
  const sameUpTo = (end: number) => known.slice(0, end).map(equal);
  const byKeys = known.flatMap((key, index) => before(key).map((clause) => every([...sameUpTo(index), clause])));
  return { or: [...byKeys, every([...sameUpTo(known.length), { id: { [byId]: id } }])] };
}

/** Texts for which `is: NULL` finds only absent values, and `eq: null` finds nothing. */
const CODES: ReadonlySet<string> = new Set(['currencyCode', 'blocknote']);

function before({ path, direction, value, isText, isMoment }: KeyValue): readonly JsonObject[] {
  const nullsFirst = direction.endsWith('NullsFirst');
  if (value === null) return nullsFirst ? [] : [nest(path, { is: 'NOT_NULL' })];
  const isAscending = direction.startsWith('Asc');
  const beyond = nest(path, isAscending ? { lt: value } : isMoment ? { gte: nextMoment(value) } : { gt: value });
  // For a text, `is: NULL` finds "" too, which is the lowest value.
  const isWide = isText && !isAscending && !CODES.has(path.at(-1) ?? '');
  return nullsFirst ? [beyond, nest(path, isWide ? { eq: null } : { is: 'NULL' })] : [beyond];
}

function equal({ path, value, isMoment }: KeyValue): JsonObject {
  if (value === null) return nest(path, { is: 'NULL' });
  return isMoment
    ? { and: [nest(path, { gte: value }), nest(path, { lt: nextMoment(value) })] }
    : nest(path, { eq: value });
}

/** Returns the next millisecond: Twenty stores moments to the microsecond and returns them to the millisecond. */
function nextMoment(value: unknown): string {
  return new Date(Date.parse(String(value)) + 1).toISOString();
}

/** Returns a filter's operators on a field; none for ids, because a join column is null if its record was deleted. */
function operatorsOn(filter: GraphQLInputObjectType, path: readonly string[]): GraphQLInputFieldMap {
  const type = path.reduce<unknown>((parent, name) => {
    const field = isInputObjectType(parent) ? parent.getFields()[name] : undefined;
    return field && getNullableType(field.type);
  }, filter);
  const fields = isInputObjectType(type) ? type.getFields() : {};
  return getNamedType(fields.eq?.type) === scalars.UUID ? {} : fields;
}
