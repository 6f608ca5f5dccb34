import { badInput, internalError } from '../errors.ts';
import { isObject } from '../model/column.ts';
import type { CompositeField, ObjectType, RelationField } from '../model/object-type.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Table, Workspace } from '../store/store.ts';
import { compileClause } from './operator.ts';
import { ALWAYS, bracket, type Condition, every, joinByAnd, negate, type Predicate, some, term } from './where.ts';

/** How many relations a filter may go through. */
const MAX_HOPS = 1;

/** What JavaScript says of `Object.entries(null)`. */
const CANNOT_CONVERT = 'Cannot convert undefined or null to object';

/**
 * Compiles a filter argument. Nothing coerces it: a single value where the schema has a list is refused.
 * @throws TwentyError for what Twenty refuses of it
 */
export function compileFilter(workspace: Workspace, object: ObjectType, filter: unknown): Predicate {
  return bracket(compileFields(workspace, object, filter, 0));
}

/** The clauses of one object, written one after another: only those of `and`, `or` and `not` are in parentheses. */
function compileFields(workspace: Workspace, object: ObjectType, filter: unknown, hops: number): Condition {
  if (typeof filter !== 'object' || filter === null) throw internalError(CANNOT_CONVERT);
  const compile = (inner: unknown) => bracket(compileFields(workspace, object, inner, hops));
  return joinByAnd(
    Object.entries(filter).map(([key, value], index) => {
      switch (key) {
        case 'and':
          return term(every(listOf(value).map(compile)));
        case 'or': {
          const alternatives = listOf(value).map(compile);
          // An empty bracket is `1=1`.
          return alternatives.length === 0 ? ALWAYS : term(some(alternatives));
        }
        case 'not':
          return term(negate(compile(value)));
        default:
          return compileField(workspace, object, key, value, { hops, isFirst: index === 0 });
      }
    }),
  );
}

/**
 * The rows that can match a filter, in the order of their ids: by an index where the filter demands an id or
 * a join column, else all. The filter is still to be applied. A clause next to others demands nothing, since one of them
 * may open an alternative.
 */
export function candidates(table: Table, filter: unknown): readonly Row[] {
  if (!isObject(filter) || Object.keys(filter).length > 1) return table.all();
  for (const [key, clause] of Object.entries(filter)) {
    const ids = demandedIds(clause);
    if (key === 'id' && ids) return sortById(ids.flatMap((id) => table.get(id) ?? []));
    if (table.joinColumns.has(key) && ids) return sortById(ids.flatMap((id) => table.referring(key, id)));
    if (key !== 'and' || !Array.isArray(clause)) continue;
    const narrowed = clause.map((inner) => candidates(table, inner)).find((rows) => rows !== table.all());
    if (narrowed) return narrowed;
  }
  return table.all();
}

/** Soft-deleted rows show when `deletedAt` stands in the filter, whatever it is compared with, but not that of a relation. */
export function wantsDeleted(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(wantsDeleted);
  return (
    isObject(filter) &&
    Object.entries(filter).some(([key, value]) => {
      return key === 'deletedAt' || (['and', 'or', 'not'].includes(key) && wantsDeleted(value));
    })
  );
}

interface Place {
  /** How many relations the clause is behind. */
  readonly hops: number;
  /** Whether it is the first of its object. */
  readonly isFirst: boolean;
}

function compileField(
  workspace: Workspace,
  object: ObjectType,
  key: string,
  value: unknown,
  { hops, isFirst }: Place,
): Condition {
  const field = object.fields.get(key);
  switch (field?.type) {
    case 'scalar':
      return compileClause(field.column, value);
    case 'composite':
      return compileComposite(field, value, isFirst);
    case 'toOne':
      return compileRelation(workspace, field, value, hops);
    case 'toMany':
      throw badInput(
        'INVALID_ARGS_FILTER',
        `Cannot filter by relation field "${key}"`,
        `Invalid filter: filtering by relation field "${key}" is not supported`,
      );
    default:
      throw badInput(
        'INVALID_ARGS_FILTER',
        `Object ${object.singular} doesn't have any "${key}" field.`,
        `Invalid filter : ${object.singular} object doesn't have any "${key}" field.`,
      );
  }
}

/** Of a composite that comes first Twenty writes the first clause twice, which matters where one has an OR in it. */
function compileComposite(field: CompositeField, value: unknown, isFirst: boolean): Condition {
  if (value === null || value === undefined) throw internalError(CANNOT_CONVERT);
  const conditions = Object.entries(value).map(([part, clause]) => {
    const column = field.columns.get(part);
    if (column) return compileClause(column, clause);
    throw badInput('INVALID_ARGS_FILTER', `Sub field "${part}" not found for composite type: ${field.kind}`);
  });
  return joinByAnd(isFirst ? [...conditions.slice(0, 1), ...conditions] : conditions);
}

function compileRelation(workspace: Workspace, field: RelationField, value: unknown, hops: number): Condition {
  const { name, joinColumn, target } = field;
  if (typeof value !== 'object' || value === null) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Cannot filter by relation field "${name}": use "${joinColumn}" instead`,
      `Invalid filter: use "${joinColumn}" to filter by this relation field`,
    );
  }
  if (hops >= MAX_HOPS) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Relation filter nesting deeper than ${MAX_HOPS} hop is not supported`,
      'Relation filters can only traverse one relation deep',
    );
  }
  const predicate = bracket(compileFields(workspace, target, value, hops + 1));
  return term((row) => predicate(follow(workspace, field, row) ?? NO_ROW));
}

/** The row that a to-one relation leads to. One that is soft-deleted is as good as none. */
export function follow(workspace: Workspace, { target, joinColumn }: RelationField, row: Row): Row | undefined {
  const found = workspace.table(target).get(String(row[joinColumn]));
  return found?.deletedAt ? undefined : found;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw internalError(
    value === null ? "Cannot read properties of null (reading 'map')" : 'value.map is not a function',
  );
}

function demandedIds(clause: unknown): string[] | undefined {
  if (!isObject(clause)) return undefined;
  const ids = Array.isArray(clause.in) ? clause.in : typeof clause.eq === 'string' ? [clause.eq] : undefined;
  return ids && Array.from(new Set(ids.map((id) => String(id).toLowerCase())));
}

function sortById(rows: Row[]): Row[] {
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}
