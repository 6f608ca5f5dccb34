import type { Model } from '../model/model.ts';
import type { ObjectType, UniqueColumn } from '../model/object-type.ts';
import type { Row } from './row.ts';

/** The records of one object, indexed by id, by each join column and by each unique column. */
export interface Table {
  /** The columns that `referring` knows. */
  readonly joinColumns: ReadonlySet<string>;
  get(id: string): Row | undefined;
  /** All rows in the order of their ids, soft-deleted ones too. */
  all(): readonly Row[];
  /** All rows in the order they were inserted in: that of a table that nothing was deleted from. */
  physical(): Iterable<Row>;
  /** The rows whose join column holds `id`, in the order of their ids. */
  referring(joinColumn: string, id: string): readonly Row[];
  /** The row that holds a value in a unique column. */
  holding(column: UniqueColumn, value: unknown): Row | undefined;
  insert(row: Row): void;
  update(row: Row, changes: Readonly<Record<string, unknown>>): void;
  remove(row: Row): void;
}

/** What a mutation did to rows of an object: `updateMany`. */
export interface Written {
  readonly object: ObjectType;
  readonly operation: string;
  readonly rows: readonly Row[];
}

/** All tables of a workspace. */
export interface Workspace {
  readonly model: Model;
  /** Called with each mutation that was done. */
  readonly listeners: Set<(written: Written) => void>;
  table(object: ObjectType): Table;
}

export function createWorkspace(model: Model): Workspace {
  const tables = new Map(model.objects.map((object) => [object, createTable(object)]));
  return {
    model,
    listeners: new Set(),
    table(object) {
      const table = tables.get(object);
      if (!table) throw new Error(`There is no table of ${object.plural}.`);
      return table;
    },
  };
}

type JoinIndex = Map<unknown, Row[]>;

function createTable(object: ObjectType): Table {
  const byId = new Map<string, Row>();
  const sorted: Row[] = [];
  const joins = new Map<string, JoinIndex>();
  for (const { name, ...field } of object.fields.values()) {
    if (field.type === 'scalar' && field.column.kind.endsWith('RELATION')) joins.set(name, new Map());
  }
  const unique = new Map(object.unique.map((column) => [column, new Map<unknown, Row>()]));

  function index(row: Row): void {
    for (const [column, rows] of joins) addTo(rows, row[column], row);
    for (const [column, rows] of unique) {
      const value = column.read(row);
      if (value) rows.set(value, row);
    }
  }
  function unindex(row: Row): void {
    for (const [column, rows] of joins) removeFrom(rows, row[column], row);
    for (const [column, rows] of unique) rows.delete(column.read(row));
  }

  function insert(row: Row): void {
    byId.set(row.id, row);
    insertSorted(sorted, row);
    index(row);
  }
  function remove(row: Row): void {
    byId.delete(row.id);
    removeSorted(sorted, row);
    unindex(row);
  }

  return {
    joinColumns: new Set(joins.keys()),
    get: (id) => byId.get(id),
    all: () => sorted,
    physical: () => byId.values(),
    referring: (joinColumn, id) => joins.get(joinColumn)?.get(id) ?? [],
    holding: (column, value) => unique.get(column)?.get(value),
    insert,
    update(row, changes) {
      if (changes.id !== undefined && changes.id !== row.id) {
        remove(row);
        insert(Object.assign(row, changes));
        return;
      }
      unindex(row);
      index(Object.assign(row, changes));
    },
    remove,
  };
}

function addTo(index: JoinIndex, id: unknown, row: Row): void {
  if (!id) return;
  const rows = index.get(id);
  if (rows) insertSorted(rows, row);
  else index.set(id, [row]);
}

function removeFrom(index: JoinIndex, id: unknown, row: Row): void {
  const rows = index.get(id);
  if (!rows) return;
  removeSorted(rows, row);
  if (rows.length === 0) index.delete(id);
}

function insertSorted(rows: Row[], row: Row): void {
  rows.splice(positionOf(rows, row.id), 0, row);
}

function removeSorted(rows: Row[], row: Row): void {
  const position = positionOf(rows, row.id);
  if (rows[position] === row) rows.splice(position, 1);
}

/** Where a row with this id is, or would be. */
function positionOf(rows: readonly Row[], id: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.id ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
