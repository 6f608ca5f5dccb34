import type { Step } from '../requested-field.ts';

/** A condition on rows: the meaning of a filter, before it is written for Directus. */
export type RowCondition =
  /** All of these conditions; every row meets an empty list. */
  | { readonly kind: 'all'; readonly of: readonly RowCondition[] }
  /** One of these conditions; no row meets an empty list. */
  | { readonly kind: 'any'; readonly of: readonly RowCondition[] }
  | Comparison
  /** Some related row of a to-many relation meets the comparison, or none does. */
  | { readonly kind: 'related'; readonly step: Step; readonly quantifier: Quantifier; readonly of: Comparison };

export interface Comparison {
  readonly kind: 'compare';
  readonly path: readonly Step[];
  readonly operator: string;
  readonly operand: unknown;
}

export type Quantifier = '_some' | '_none';

/** A filter of Directus. */
export type Filter = Readonly<Record<string, unknown>>;

export const ALWAYS: RowCondition = { kind: 'all', of: [] };
export const NEVER: RowCondition = { kind: 'any', of: [] };

export function compare(path: readonly Step[], operator: string, operand: unknown): Comparison {
  return { kind: 'compare', path, operator, operand };
}

/** Joins conditions with AND, in the simplest form. */
export function all(conditions: readonly RowCondition[]): RowCondition {
  const of = conditions.flatMap((each) => (each.kind === 'all' ? each.of : [each]));
  if (of.some(isNever)) return NEVER;
  const [first, ...rest] = of;
  return first && rest.length === 0 ? first : { kind: 'all', of };
}

/** Joins conditions with OR, in the simplest form. */
export function any(conditions: readonly RowCondition[]): RowCondition {
  const of = conditions.flatMap((each) => (each.kind === 'any' ? each.of : [each]));
  if (of.some(isAlways)) return ALWAYS;
  const [first, ...rest] = of;
  return first && rest.length === 0 ? first : { kind: 'any', of };
}

export const isAlways = (condition: RowCondition) => condition.kind === 'all' && condition.of.length === 0;
export const isNever = (condition: RowCondition) => condition.kind === 'any' && condition.of.length === 0;

/**
 * Writes a condition as a filter of Directus.
 * @param key the collection's primary key, for a filter that no row meets
 * @returns undefined if every row meets it
 */
export function writeFilter(condition: RowCondition, key: string): Filter | undefined {
  if (isAlways(condition)) return undefined;
  if (isNever(condition)) return { [key]: { _null: true, _nnull: true } };
  return write(condition);
}

function write(condition: RowCondition): Filter {
  switch (condition.kind) {
    case 'all':
      return { _and: condition.of.map(write) };
    case 'any':
      return { _or: condition.of.map(write) };
    case 'related':
      return { [condition.step.name]: { [condition.quantifier]: write(condition.of) } };
    case 'compare': {
      const { path, operator, operand } = condition;
      return path.reduceRight<Filter>((inner, { name }) => ({ [name]: inner }), { [operator]: operand });
    }
  }
}

/** Returns the paths of the fields in a condition, in Directus's names. */
export function pathsOf(condition: RowCondition): readonly (readonly Step[])[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(pathsOf);
    case 'related':
      return [[condition.step, ...condition.of.path]];
    case 'compare':
      return [condition.path];
  }
}
