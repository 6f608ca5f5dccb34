import {
  type GraphQLInputObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isJsonObject, type JsonObject, property } from '../../json.ts';
import { type Condition, every } from './filter.ts';

/** What a list is of, to know what an order of it can hold. */
export interface Listed {
  /** The graph's type of its records. */
  readonly node: GraphQLOutputType;
  readonly filter: GraphQLInputObjectType;
}

/** One thing that an order goes by, and its value at a cursor. */
interface Key {
  readonly path: readonly string[];
  readonly isAscending: boolean;
  readonly nullsFirst: boolean;
  readonly value: unknown;
}

/**
 * The records that come after a cursor in an order, as a filter. Twenty's own `after` compares with `>` and `<`, which
 * no null meets: past a null it finds nothing, and before the nulls at the end it stops.
 * @param cursor base64 of JSON: the values of the order by their paths, and the id
 * @returns undefined where Twenty's `after` is right, as the order holds no null, and where a filter can't say it
 */
export function beyond(
  { node, filter }: Listed,
  orderBy: readonly unknown[] | undefined,
  cursor: string,
): Condition | undefined {
  const values = decode(cursor);
  const keys = (orderBy ?? []).flatMap((item) => keysOf(item, values));
  const isSafe = keys.every(({ path }) => isNeverNull(node, path));
  const isKnown = keys.every(({ path, value }) => value !== undefined && isComparable(filter, path));
  const id = property(values, 'id');
  if (isSafe || !isKnown || typeof id !== 'string') return undefined;
  const all = [...keys, { path: ['id'], isAscending: true, nullsFirst: true, value: id }];
  return { or: all.flatMap((key, index) => past(all.slice(0, index), key)) };
}

/** The records that are equal in the keys before, and past the value in this one. */
function past(equal: readonly Key[], key: Key): readonly Condition[] {
  const steps = pastValue(key);
  return steps.map((step) =>
    every([...equal.map(({ path, value }) => nest(path, equalTo(value))), nest(key.path, step)]),
  );
}

function pastValue({ isAscending, nullsFirst, value }: Key): readonly JsonObject[] {
  if (value === null) return nullsFirst ? [{ is: 'NOT_NULL' }] : [];
  return [{ [isAscending ? 'gt' : 'lt']: value }, ...(nullsFirst ? [] : [{ is: 'NULL' }])];
}

const equalTo = (value: unknown): JsonObject => (value === null ? { is: 'NULL' } : { eq: value });

function nest(path: readonly string[], clause: JsonObject): JsonObject {
  return path.reduceRight<JsonObject>((inner, name) => ({ [name]: inner }), clause);
}

function keysOf(order: unknown, value: unknown, path: readonly string[] = []): readonly Key[] {
  if (typeof order === 'string') {
    return [{ path, value, isAscending: order.startsWith('Asc'), nullsFirst: order.endsWith('NullsFirst') }];
  }
  const entries = Object.entries(isJsonObject(order) ? order : {});
  return entries.flatMap(([name, inner]) => keysOf(inner, property(value, name), [...path, name]));
}

function isNeverNull(type: GraphQLOutputType, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const object = getNamedType(type);
  const field = isObjectType(object) ? object.getFields()[name] : undefined;
  return field !== undefined && isNonNullType(field.type) && isNeverNull(field.type, rest);
}

/** Whether a filter can say of the field what comes after a value. */
function isComparable(filter: GraphQLInputObjectType, path: readonly string[]): boolean {
  const operators = path.reduce<unknown>((type, name) => {
    const field = isInputObjectType(type) ? type.getFields()[name] : undefined;
    return field && getNullableType(field.type);
  }, filter);
  return isInputObjectType(operators) && ['eq', 'gt', 'lt', 'is'].every((name) => name in operators.getFields());
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64').toString());
  } catch {
    return undefined;
  }
}
