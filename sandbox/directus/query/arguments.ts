import type { ArgumentNode, ValueNode } from 'graphql';
import { Kind } from 'graphql';
import type { Collection, Model } from '../data/model.ts';
import { invalidQuery } from '../errors.ts';
import { type Condition, readCondition } from './condition.ts';
import type { Selection } from './select.ts';

/** MAX_RELATIONAL_DEPTH, as Directus has it by default: steps of a path, the last field's included. */
export const MAX_DEPTH = 10;

/**
 * Arguments as they stand in the document, with variables filled in. Directus goes by the document, not by GraphQL's
 * coercion: a single value is not made a list, and a variable that was not given is undefined.
 */
export function argumentValues(
  nodes: readonly ArgumentNode[],
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(nodes.map(({ name, value }) => [name.value, toValue(value, variables)]));
}

function toValue(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((value) => toValue(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, toValue(value, variables)]));
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    default:
      return node.value;
  }
}

/**
 * Reads the arguments of a list.
 * @throws DirectusError INVALID_QUERY for a filter that is none
 */
export function readSelection(
  model: Model,
  collection: Collection,
  { filter, sort, limit, offset, page, search }: Readonly<Record<string, unknown>>,
): Selection {
  return {
    filter: filter ? readCondition(model, collection, filter) : null,
    sort: sort ? toNames(sort) : undefined,
    limit: limit === undefined || limit === null ? undefined : Number(limit),
    offset: offset === undefined ? undefined : Number(offset),
    page: page ? Number(page) : undefined,
    search: typeof search === 'string' && search !== '' ? search.trim() || search : undefined,
  };
}

/** A list of names, which may be written as one string with commas. */
export function toNames(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value : String(value).split(',');
  return names.map((name) => {
    if (typeof name !== 'string') throw new Error('A name to sort or group by must be a string.');
    return name.trim();
  });
}

/**
 * What Directus checks of a root's arguments, and of a root's alone.
 * @throws DirectusError INVALID_QUERY
 */
export function checkSelection({ filter = null, sort = [], limit = -1, offset = 0, page = 0 }: Selection): void {
  const [problem] = problemsOf(filter);
  if (problem) throw invalidQuery(problem);
  if (sort.some((path) => path.split('.').length > MAX_DEPTH)) throw invalidQuery('Max relational depth exceeded');
  const empty = sort.indexOf('');
  if (empty >= 0) throw invalidQuery(`"sort[${empty}]" is not allowed to be empty`);
  if (limit < -1) throw invalidQuery('"limit" must be greater than or equal to -1');
  if (offset < 0) throw invalidQuery('"offset" must be greater than or equal to 0');
  if (page < 0) throw invalidQuery('"page" must be greater than or equal to 0');
}

/** What is wrong with a condition, in the order it is written. */
function problemsOf(condition: Condition | null): readonly string[] {
  if (!condition) return [];
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.flatMap(problemsOf);
  const depth = condition.path.length > MAX_DEPTH ? ['Max relational depth exceeded'] : [];
  if (condition.kind === 'quantifier') return [...depth, ...problemsOf(condition.of)];
  return [...depth, ...operandProblems(condition.operator, condition.operand)];
}

function operandProblems(operator: string, operand: unknown): readonly string[] {
  if (Array.isArray(operand)) return operand.length === 0 ? [`"${operator}" has to be an array of values`] : [];
  if (operand === null) return [];
  if (['_null', '_nnull', '_empty', '_nempty'].includes(operator)) {
    return typeof operand === 'boolean' ? [] : [`"${operator}" has to be a boolean`];
  }
  if (operand === undefined) return [`The filter value for "${operator}" has to be a string, number, or boolean`];
  if (operand === '') {
    return [`You can't filter for an empty string in "${operator}". Use "_empty" or "_nempty" instead`];
  }
  const isTooGreat = typeof operand === 'number' && operand > Number.MAX_SAFE_INTEGER;
  return isTooGreat ? [`The filter value for "${operator}" is not a valid number`] : [];
}
