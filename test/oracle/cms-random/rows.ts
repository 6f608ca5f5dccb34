import fc from 'fast-check';
import type { Row } from '../../../content-model/index.ts';
import type { DeclaredRelation } from '../cms-foreign/declare.ts';
import { keyAt, MOST_ROWS, valuesOf } from './columns.ts';
import type { Model, Table } from './tables.ts';

type Rows = Readonly<Record<string, readonly Row[]>>;

/** Random rows of a model: each refers to rows that are written before it. */
export function rowsOf(model: Model): fc.Arbitrary<Rows> {
  const sizes = fc.record(Object.fromEntries(model.tables.map((table) => [table.name, sizeOf(table)])));
  return sizes.chain((sizes) => {
    const tables = model.tables.map((table): [string, fc.Arbitrary<Row[]>] => [
      table.name,
      fc.tuple(...Array.from({ length: sizes[table.name] ?? 0 }, (_, row) => rowOf(model, table, row, sizes))),
    ]);
    return fc.record(Object.fromEntries(tables));
  });
}

const sizeOf = ({ singleton }: Table) => (singleton ? fc.constant(1) : fc.integer({ min: 3, max: MOST_ROWS }));

type Sizes = Readonly<Record<string, number>>;

function rowOf(model: Model, table: Table, row: number, sizes: Sizes): fc.Arbitrary<Row> {
  const relations = model.relations.filter(({ collection }) => collection === table.name);
  const columns = Object.entries(table.columns)
    .filter(([, { type }]) => type !== 'alias')
    .map(([name, column]): [string, fc.Arbitrary<unknown>] => {
      if (name === table.key) return [name, fc.constant(keyOf(model, table, row))];
      const relation = relations.find(({ field }) => field === name);
      return [name, relation ? referred(model, relation, row, sizes) : valuesOf(name, column)];
    });
  const plain = fc.record(Object.fromEntries(columns));
  const any = relations.find((relation) => 'toAny' in relation);
  if (!any || !('toAny' in any)) return plain;
  const member = fc
    .constantFrom(...any.toAny)
    .chain((name) => fc.record({ [any.by]: fc.constant(name), [any.field]: keysIn(model, name, sizes[name] ?? 0) }));
  return fc.tuple(plain, member).map(([values, item]) => ({ ...values, ...item }));
}

/** A key of a row; null one time in five. Of a row's own collection, that of an earlier row. */
function referred(model: Model, relation: DeclaredRelation, row: number, sizes: Sizes): fc.Arbitrary<unknown> {
  if (!('to' in relation)) return fc.constant(null);
  const { to, collection } = relation;
  return keysIn(model, to, to === collection ? row : (sizes[to] ?? 0));
}

function keysIn(model: Model, name: string, count: number): fc.Arbitrary<unknown> {
  const table = model.tables.find((each) => each.name === name);
  if (!table || count === 0) return fc.constant(null);
  const key = fc.nat(count - 1).map((row) => keyOf(model, table, row));
  return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: key });
}

const keyOf = ({ tables }: Model, table: Table, row: number) =>
  keyAt(
    table.keyType,
    tables.findIndex(({ name }) => name === table.name),
    row,
  );
