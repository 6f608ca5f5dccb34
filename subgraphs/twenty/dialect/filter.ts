import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { isJsonObject, type JsonObject } from '../../common/json.ts';
import { toWire } from '../../contract/write-operation.ts';
import { scalars } from '../../schema/scalars.ts';
import { nest } from './order.ts';

/** A filter that Twenty accepts, or a constant: true if every record passes, false if none can. */
export type Condition = boolean | JsonObject;

/** Operators that take a list; Twenty refuses an empty one. */
const LIST_OPERATORS: ReadonlySet<string> = new Set(['in', 'containsAny']);

/**
 * Rewrites a filter so that Twenty accepts it: one operator in a clause, no clause that is null, no empty list, and no
 * id that no record can have. Twenty refuses all of these.
 * @param type the filter's type in the graph
 * @param value the filter, coerced by that type
 */
export function rewriteFilter(type: GraphQLInputObjectType, value: unknown): Condition {
  return isJsonObject(value) ? filterCondition(type, value, { path: [], isNegated: false }) : true;
}

/** The place of a condition in a filter. */
interface Position {
  /** Twenty's fields from the filtered object to the composite or the relation that the condition is on. */
  readonly path: readonly string[];
  /** Below a `not`, where unknown (of a null) and false differ. */
  readonly isNegated: boolean;
}

function filterCondition(type: GraphQLInputObjectType, value: JsonObject, position: Position): Condition {
  const fields = type.getFields();
  const conditions = Object.entries(value).map(([name, clause]): Condition => {
    const field = fields[name];
    if (!field || clause == null) return true;
    const of = (each: unknown, at = position) => filterCondition(type, isJsonObject(each) ? each : {}, at);
    if (isListType(getNullableType(field.type)) && Array.isArray(clause)) {
      const parts = clause.filter((part) => part != null).map((part) => of(part));
      return name === 'or' ? either(parts) : every(parts);
    }
    if (name === 'not' && getNamedType(field.type) === type) {
      return negated(of(clause, { ...position, isNegated: true }));
    }
    return fieldCondition(field.type, clause, { ...position, path: [...position.path, name] });
  });
  return every(conditions);
}

function fieldCondition(fieldType: GraphQLInputType, clause: unknown, position: Position): Condition {
  const type = getNamedType(fieldType);
  if (!isInputObjectType(type) || !isJsonObject(clause)) return true;
  if (type.extensions.twenty !== 'operators') return filterCondition(type, clause, position);
  const conditions = Object.entries(clause).map(([operator, operand]): Condition => {
    const operandType = type.getFields()[operator]?.type;
    if (!operandType || operand == null) return true;
    const settled = settle(operandType, operator, operand, position.isNegated);
    const at = (each: Condition) => (typeof each === 'boolean' ? each : nest(position.path, each));
    return either([settled].flat().map(at));
  });
  return every(conditions);
}

/**
 * Returns an operator that Twenty accepts, or a constant, or several conditions of which one must hold. Twenty returns
 * an absent text as ""; its `eq` treats both in the same way, but its `in` does not.
 */
function settle(
  type: GraphQLInputType,
  operator: string,
  operand: unknown,
  isNegated: boolean,
): Condition | readonly Condition[] {
  const isId = getNamedType(type) === scalars.UUID;
  if (LIST_OPERATORS.has(operator) && Array.isArray(operand)) {
    const given = operand.filter((each) => each != null);
    const values = isId ? given.filter(isRecordId) : given.filter((each) => each !== '');
    if (!isId && values.length < given.length) {
      return [values.length > 0 && { [operator]: toWire(type, values) }, { eq: '' }];
    }
    if (values.length > 0) return { [operator]: toWire(type, values) };
    return isNegated && given.length > 0 && { [operator]: [NO_RECORD] };
  }
  if (!isId || isRecordId(operand)) return { [operator]: toWire(type, operand) };
  if (ID_COMPARISONS.has(operator)) return nearestComparison(operator, String(operand));
  return (isNegated || operator !== 'eq') && { [operator]: NO_RECORD };
}

/**
 * Combines conditions as a list: with several clauses in one object, Twenty writes `is: NULL` into SQL without the
 * parentheses that it needs.
 */
function combined(by: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const ofNone = by === 'and';
  if (conditions.includes(!ofNone)) return !ofNone;
  const clauses = conditions.filter((condition) => typeof condition === 'object');
  const [only, another] = clauses;
  return another ? { [by]: clauses } : (only ?? ofNone);
}

export const every = (conditions: readonly Condition[]): Condition => combined('and', conditions);
const either = (conditions: readonly Condition[]): Condition => combined('or', conditions);

function negated(condition: Condition): Condition {
  return typeof condition === 'boolean' ? !condition : { not: condition };
}

const UUID = /^([0-9a-f]{8}-[0-9a-f]{4})-([0-9a-f])([0-9a-f]{3})-([0-9a-f])([0-9a-f]{3}-[0-9a-f]{12})$/;
const VERSIONS = '12345';

/** An id that Twenty accepts and that no record has. */
export const NO_RECORD = '00000000-0000-4000-8000-000000000000';

const RECORD_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Whether a record can have a UUID: Twenty returns an error for any but versions 1 to 5 (RFC 9562). */
export function isRecordId(id: unknown): boolean {
  return RECORD_ID.test(String(id));
}

/** The operators that compare ids by their order. */
const ID_COMPARISONS: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte']);

/**
 * Replaces a comparison with a UUID that no record can have by one with the nearest UUID that a record can have: the
 * same records pass both.
 * @param operator one of `ID_COMPARISONS`
 * @param id a UUID that no record can have
 */
export function nearestComparison(operator: string, id: string): Readonly<Record<string, string>> {
  const [, start = '', version = '', rest = '', variant = ''] = UUID.exec(id.toLowerCase()) ?? [];
  const isKnown = VERSIONS.includes(version);
  const isPast = isKnown ? variant > 'b' : version > '5';
  const beginning = `${start}-${isKnown ? version + rest : isPast ? '5fff' : '1000'}`;
  const isBelow = operator.startsWith('lt');
  return isPast
    ? { [isBelow ? 'lte' : 'gt']: `${beginning}-bfff-ffffffffffff` }
    : { [isBelow ? 'lt' : 'gte']: `${beginning}-8000-000000000000` };
}
