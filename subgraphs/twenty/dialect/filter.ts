import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { scalars } from '../../scalars.ts';
import { isObject, type JsonObject } from './json.ts';
import { isRecordId, wireValue } from './values.ts';

/** A filter as Twenty takes it, or what it comes to: true for no condition at all, false for what nothing can meet. */
export type Condition = boolean | JsonObject;

/** Operators that take a list, of which Twenty refuses an empty one. */
const LIST_OPERATORS = new Set(['in', 'containsAny']);

/**
 * Rewrites a filter as Twenty can answer it: one operator in a clause (it refuses several), no clause that is null, no
 * empty list and no id that is none of a record (it refuses them too).
 * @param type the filter's type in the graph
 * @param value the filter, coerced by that type
 */
export function rewriteFilter(type: GraphQLInputObjectType, value: unknown): Condition {
  return isObject(value) ? filterCondition(type, value, []) : true;
}

/** @param path Twenty's fields from the filtered object to the composite or the relation that the conditions are on */
function filterCondition(type: GraphQLInputObjectType, value: JsonObject, path: readonly string[]): Condition {
  const fields = type.getFields();
  const conditions = Object.entries(value).map(([name, clause]): Condition => {
    const field = fields[name];
    if (!field || clause == null) return true;
    const of = (each: unknown) => filterCondition(type, isObject(each) ? each : {}, path);
    if (isListType(getNullableType(field.type)) && Array.isArray(clause)) {
      const parts = clause.filter((part) => part != null).map(of);
      return name === 'or' ? either(parts) : every(parts);
    }
    if (name === 'not' && getNamedType(field.type) === type) return negated(of(clause));
    return fieldCondition(field.type, clause, [...path, name]);
  });
  return every(conditions);
}

function fieldCondition(fieldType: GraphQLInputType, clause: unknown, path: readonly string[]): Condition {
  const type = getNamedType(fieldType);
  if (!isInputObjectType(type) || !isObject(clause)) return true;
  if (type.extensions.twenty !== 'operators') return filterCondition(type, clause, path);
  const conditions = Object.entries(clause).map(([operator, operand]): Condition => {
    const operandType = type.getFields()[operator]?.type;
    if (!operandType || operand == null) return true;
    const settled = settle(operandType, operator, operand);
    return typeof settled === 'boolean' ? settled : nest(path, { [operator]: settled.operand });
  });
  return every(conditions);
}

/** The operand that Twenty takes, or what the comparison comes to without asking. */
function settle(type: GraphQLInputType, operator: string, operand: unknown): boolean | { readonly operand: unknown } {
  const isId = getNamedType(type) === scalars.UUID;
  if (LIST_OPERATORS.has(operator) && Array.isArray(operand)) {
    const values = operand.filter((each) => each != null && (!isId || isRecordId(each)));
    return values.length > 0 && { operand: wireValue(type, values) };
  }
  if (isId && (operator === 'eq' || operator === 'neq') && !isRecordId(operand)) return operator === 'neq';
  return { operand: wireValue(type, operand) };
}

function nest(path: readonly string[], clause: JsonObject): JsonObject {
  return path.reduceRight<JsonObject>((inner, name) => ({ [name]: inner }), clause);
}

/** All of the conditions. Those on different fields stand side by side, as a client would write them. */
export function every(conditions: readonly Condition[]): Condition {
  if (conditions.includes(false)) return false;
  const clauses = conditions.filter((condition) => typeof condition === 'object');
  const [only, another] = clauses;
  if (!only) return true;
  if (!another) return only;
  const names = clauses.flatMap((clause) => Object.keys(clause));
  return new Set(names).size === names.length ? Object.assign({}, ...clauses) : { and: clauses };
}

function either(conditions: readonly Condition[]): Condition {
  if (conditions.includes(true)) return true;
  const clauses = conditions.filter((condition) => typeof condition === 'object');
  const [only, another] = clauses;
  return only && !another ? only : only !== undefined && { or: clauses };
}

function negated(condition: Condition): Condition {
  return typeof condition === 'boolean' ? !condition : { not: condition };
}
