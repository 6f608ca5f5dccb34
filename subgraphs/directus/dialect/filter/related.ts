import type { RowsMapping } from '../../schema/mapping.ts';
import { badInput } from '../errors.ts';
import { distinct } from '../keys.ts';
import type { Step } from '../requested-field.ts';
import {
  any,
  compare,
  isAlways,
  isNever,
  NEVER,
  pathsOf,
  type Quantifier,
  type RowCondition,
  writeFilter,
} from './condition.ts';
import type { Finds, FoundRow } from './finds.ts';
import { meets } from './integers.ts';
import { compileOperator } from './operators.ts';

/** The settings of the compilation of a filter. */
export interface FilterScope {
  readonly finds: Finds;
  /** Whether rows are counted: in Directus, a condition on a to-many relation then counts rows several times. */
  readonly isCounted: boolean;
}

/** A to-many relation that a filter goes through. */
export interface Relation {
  readonly name: string;
  /** Its name in the graph. */
  readonly label: string;
  /** The field of the related rows that leads back; undefined if there are several. */
  readonly back: string | undefined;
  /** The path from the filtered rows to the rows with the relation. */
  readonly path: readonly Step[];
  readonly parent: RowsMapping;
  readonly child: RowsMapping;
}

/**
 * Compiles the condition that some related row that the caller may see meets a condition, or that none does. Directus
 * checks only one comparison, and only on the filtered rows themselves: it silently ignores several, or none. All else
 * is found first.
 * @throws GraphQLError BAD_USER_INPUT if the rows cannot be found, or if there are too many
 */
export function metByRelated(
  relation: Relation,
  quantifier: Quantifier,
  of: RowCondition,
  scope: FilterScope,
): RowCondition {
  const { path, parent, child, name } = relation;
  if (isNever(of)) return quantifier === '_some' ? NEVER : anyRow(relation);
  const real = isAlways(of) ? compare([keyStep(child)], '_nnull', true) : of;
  if (real.kind === 'compare' && path.length === 0 && !scope.isCounted) {
    return { kind: 'related', step: { of: parent.name, name }, quantifier, of: real };
  }
  return among(relation, quantifier, find(relation, real, scope.finds));
}

function find({ label, back, parent, child }: Relation, of: RowCondition, finds: Finds): readonly unknown[] {
  if (back === undefined) {
    throw badInput(`\`${label}\` cannot be filtered by more than one condition at once, nor behind another relation.`);
  }
  const rows = finds.rows({
    collection: child.name,
    filter: writeFilter(of, child.key),
    looksAt: pathsOf(of),
    values: [[{ of: child.name, name: back }, keyStep(parent)]],
    label: `\`${label}\``,
  });
  return distinct(rows.flatMap(([key]) => (key === null ? [] : [key])));
}

/**
 * Compiles a condition on the number of related rows that the caller may see. Directus's filter would count hidden rows
 * too, so the counts are requested first and compared here.
 */
export function metByCount(
  relation: Pick<Relation, 'name' | 'label' | 'path' | 'parent'>,
  of: RowCondition,
  scope: FilterScope,
): RowCondition {
  const { name, label, path, parent } = relation;
  if (isAlways(of) || isNever(of)) return of;
  const rows = scope.finds.rows({
    collection: parent.name,
    values: [[keyStep(parent)], [{ of: parent.name, name }, COUNT]],
    label: `\`${label}\``,
  });
  const isMet = ([, count]: FoundRow) => meets(of, Number(count));
  const keysOf = (found: readonly FoundRow[]) => found.map(([key]) => key);
  // A row without a count has no related rows: it is missing, or the caller may not see it.
  if (meets(of, 0)) return among({ path, parent }, '_none', keysOf(rows.filter((row) => !isMet(row))));
  return among({ path, parent }, '_some', keysOf(rows.filter(isMet)));
}

/** Directus's count of related rows. */
const COUNT: Step = { of: 'count_functions', name: 'count' };

/** Limits rows to these keys, or to all others. A missing row meets `_none`: it has no related rows. */
function among({ path, parent }: RowsAt, quantifier: Quantifier, keys: readonly unknown[]): RowCondition {
  const compared = { path: keyPath({ path, parent }), kind: 'text', field: parent.key } as const;
  if (quantifier === '_some') return compileOperator(compared, '_in', keys);
  if (keys.length === 0) return anyRow({ path, parent });
  return orNoRow({ path, parent }, compileOperator(compared, '_nin', keys));
}

export type RowsAt = Pick<Relation, 'path' | 'parent'>;

/** Returns a condition that every row meets but that is not empty, unlike ALWAYS. */
export const anyRow = (at: RowsAt): RowCondition => orNoRow(at, compare(keyPath(at), '_nnull', true));

/** Adds the rows whose path leads to no row to those that meet a condition. */
const orNoRow = (at: RowsAt, condition: RowCondition): RowCondition =>
  at.path.length === 0 ? condition : any([condition, compare(keyPath(at), '_null', true)]);

const keyStep = ({ name, key }: RowsMapping): Step => ({ of: name, name: key });
const keyPath = ({ path, parent }: RowsAt) => [...path, keyStep(parent)];
