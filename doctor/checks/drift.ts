import { is } from 'drizzle-orm';
import { getMaterializedViewConfig, getTableConfig, PgColumn, PgMaterializedView, PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import * as tables from '../../subgraphs/analytics/dialect/tables.ts';
import { type CheckResult, databaseCheck, failed, ok, warning } from '../check.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  /** Undefined where it is not said: a materialized view's columns are all nullable to the catalogue. */
  readonly notNull: boolean | undefined;
}

interface Definition {
  readonly name: string;
  readonly columns: readonly Column[];
}

const DEFINITIONS = 'subgraphs/analytics/dialect/tables.ts';

/** Columns that the graph does without, for want of an extension. */
const OPTIONAL: ReadonlySet<string> = new Set(['metadata.series.embedding']);

/** The tables and views are as their Drizzle definitions say, column by column. */
export const drift = databaseCheck('Drift', async (sql) => {
  const live = await liveTables(sql);
  return definitions().flatMap(({ name, columns }) => {
    const found = live.get(name);
    if (!found) {
      return [failed(name, 'It is missing.', `Run Alembic's migration that makes it, or correct ${DEFINITIONS}.`)];
    }
    const differences = compare(name, columns, found);
    return differences.length > 0 ? differences : [ok(name, `All ${columns.length} columns are as defined.`)];
  });
});

/** The definitions that queries are built from, as the catalogue would have them. */
function definitions(): readonly Definition[] {
  return Object.values(tables)
    .flatMap((table): Definition[] => {
      if (is(table, PgTable)) {
        const { schema = 'public', name, columns, primaryKeys } = getTableConfig(table);
        const inKey = new Set(primaryKeys.flatMap((key) => key.columns));
        return [{ name: `${schema}.${name}`, columns: columns.map((column) => defined(column, inKey.has(column))) }];
      }
      if (!is(table, PgMaterializedView)) return [];
      const { schema = 'public', name, selectedFields } = getMaterializedViewConfig(table);
      const columns = Object.values(selectedFields).filter((field) => is(field, PgColumn));
      return [
        { name: `${schema}.${name}`, columns: columns.map((column) => ({ ...defined(column), notNull: undefined })) },
      ];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function defined(column: PgColumn, inKey = false): Column {
  return { name: column.name, type: spelled(column.getSQLType()), notNull: column.notNull || column.primary || inKey };
}

/** As format_type() writes it. */
function spelled(type: string): string {
  return type.replaceAll(', ', ',');
}

async function liveTables(sql: Sql): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await sql<(Column & { table: string })[]>`
    SELECT
      nspname || '.' || relname AS table,
      attname AS name,
      format_type(atttypid, atttypmod) AS type,
      CASE WHEN relkind IN ('r', 'p') THEN attnotnull END AS "notNull"
    FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum`;
  return Map.groupBy(rows, ({ table }) => table);
}

function compare(table: string, wanted: readonly Column[], live: readonly Column[]): CheckResult[] {
  const found = new Map(live.map((column) => [column.name, column]));
  const names = new Set(wanted.map(({ name }) => name));
  return [
    ...wanted.flatMap((column) => differences(table, column, found.get(column.name))),
    ...live
      .filter(({ name }) => !names.has(name))
      .map(({ name, type }) =>
        warning(
          `${table}.${name}`,
          `It is ${type}, and not in the definitions.`,
          `Nothing breaks; to serve it, add it to ${DEFINITIONS}.`,
        ),
      ),
  ];
}

function differences(table: string, wanted: Column, live: Column | undefined): CheckResult[] {
  const subject = `${table}.${wanted.name}`;
  const remedy = `Run Alembic's migration that makes it so, or correct ${DEFINITIONS}.`;
  if (!live) return OPTIONAL.has(subject) ? [] : [failed(subject, `It is missing: ${wanted.type} is defined.`, remedy)];
  const type =
    wanted.type === spelled(live.type)
      ? []
      : [failed(subject, `It is ${live.type}: ${wanted.type} is defined.`, remedy)];
  const nullable = wanted.notNull === true && live.notNull === false;
  return nullable ? [...type, failed(subject, 'It may be null: NOT NULL is defined.', remedy)] : type;
}
