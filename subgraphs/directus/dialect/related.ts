import type { FilteredRows } from '../filter-mapping.ts';
import {
  ALWAYS,
  any,
  type Condition,
  compare,
  isAlways,
  isNever,
  NEVER,
  type Quantifier,
  type Step,
  writeFilter,
} from './condition.ts';
import { badInput } from './errors.ts';
import type { Finds } from './finds.ts';

/** What compiling a filter needs to know of where the filter stands. */
export interface FilterScope {
  readonly finds: Finds;
  /** Whether rows are counted: for Directus, a condition on a to-many relation multiplies them. */
  readonly isCounted: boolean;
}

/** A to-many relation that a filter goes through. */
export interface Relation {
  readonly name: string;
  /** What the graph calls it. */
  readonly label: string;
  /** The field that leads back; undefined where several do. */
  readonly back: string | undefined;
  /** How the rows that have the relation are reached from those that are filtered. */
  readonly path: readonly Step[];
  readonly parent: FilteredRows;
  readonly child: FilteredRows;
}

/**
 * Some related row that the caller may see meets a condition, or none does. Directus can check this of the rows that are
 * filtered themselves, for one comparison: several, or none, it silently ignores. Everything else is found first.
 * @throws GraphQLError BAD_USER_INPUT where there is no way to find it, or where too many are found
 */
export function metByRelated(relation: Relation, quantifier: Quantifier, of: Condition, scope: FilterScope): Condition {
  const { path, parent, child, name } = relation;
  if (isNever(of)) return quantifier === '_some' ? NEVER : ALWAYS;
  const real = isAlways(of) ? compare([{ of: child.name, name: child.key }], '_nnull', true) : of;
  if (real.kind === 'compare' && path.length === 0 && !scope.isCounted) {
    return { kind: 'related', step: { of: parent.name, name }, quantifier, of: real };
  }
  return among(relation, quantifier, find(relation, real, scope.finds));
}

function find({ label, back, parent, child }: Relation, of: Condition, finds: Finds): readonly unknown[] {
  if (back === undefined) {
    throw badInput(`\`${label}\` cannot be filtered by more than one condition at once, nor behind another relation.`);
  }
  return finds.keys({
    collection: child.name,
    filter: writeFilter(of, child.key),
    back,
    to: parent.name,
    key: parent.key,
    label: `\`${label}\``,
  });
}

/** A row that is not there has no related rows: of those, none meets anything. */
function among({ path, parent }: Relation, quantifier: Quantifier, keys: readonly unknown[]): Condition {
  const key = [...path, { of: parent.name, name: parent.key }];
  if (quantifier === '_some') return keys.length === 0 ? NEVER : compare(key, '_in', keys);
  if (keys.length === 0) return ALWAYS;
  const outside = compare(key, '_nin', keys);
  return path.length === 0 ? outside : any([outside, compare(key, '_null', true)]);
}
