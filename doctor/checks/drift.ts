import { is } from 'drizzle-orm';
import { getMaterializedViewConfig, getTableConfig, PgColumn, PgMaterializedView, PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import * as content from '../../content-model/tables.ts';
import { levels } from '../../subgraphs/analytics/dialect/levels.ts';
import * as analytics from '../../subgraphs/analytics/dialect/tables.ts';
import { owners } from '../../subgraphs/migrations/owners.ts';
import { type CheckResult, databaseCheck, failed, ok, warning } from '../check.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  /** undefined if unknown: in the catalogue, all columns of a materialized view are nullable. */
  readonly notNull: boolean | undefined;
}

interface Definition {
  readonly name: string;
  /** The tool that changes it. */
  readonly tool: string;
  /** The file that defines it. */
  readonly file: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly Column[];
}

/** Drizzle's definitions, among other exports of a module. */
interface DefinedTables {
  readonly tables: readonly unknown[];
  readonly tool: string;
  readonly file: string;
}

const ANALYTICS: DefinedTables = {
  tables: [...Object.values(analytics), ...Object.values(levels).map(({ table }) => table)],
  tool: owners.analytics.tool,
  file: 'subgraphs/analytics/dialect/tables.ts',
};
const CONTENT: DefinedTables = {
  tables: Object.values(content),
  tool: owners.content.tool,
  file: 'content-model/tables.ts',
};
const VIEWS = 'sandbox/analytics/sql/05-analytics.sql';

/** Columns that may be absent, where an extension is missing. */
const OPTIONAL: ReadonlySet<string> = new Set(['metadata.series.embedding']);

/** Checks that each column of the tables and views matches its Drizzle definition, and that the views are filled. */
export const drift = databaseCheck('Drift', async (sql) => {
  const [live, unfilled] = await Promise.all([liveTables(sql), unfilledViews(sql)]);
  // Another content model may have tables of the same names. Directus may run on another database.
  const isContent = live.has(`gateway.${owners.content.log}`);
  return [...definitions(), ...(isContent ? definitions(CONTENT) : [])].flatMap((definition) => {
    const { name, columns } = definition;
    const found = live.get(name);
    if (!found) return [failed(name, 'It is missing.', creates(definition))];
    const differences = compare(definition, found);
    if (differences.length > 0) return differences;
    if (unfilled.has(name)) return [failed(name, 'It was never filled.', `REFRESH MATERIALIZED VIEW ${name};`)];
    return [ok(name, `All ${columns.length} columns are as defined.`)];
  });
});

/** Returns the definitions of tables, then of the views that read them, in the catalogue's form. By default: of the analytics. */
export function definitions({ tables, tool, file } = ANALYTICS): readonly Definition[] {
  const found = tables.flatMap((table): Definition[] => {
    if (is(table, PgTable)) {
      const { schema = 'public', name, columns, primaryKeys } = getTableConfig(table);
      const inKey = new Set(primaryKeys.flatMap((key) => key.columns));
      const defines = columns.map((column) => defined(column, inKey.has(column)));
      return [{ name: `${schema}.${name}`, tool, file, kind: 'table', columns: defines }];
    }
    if (!is(table, PgMaterializedView)) return [];
    const { schema = 'public', name, selectedFields } = getMaterializedViewConfig(table);
    const columns = Object.values(selectedFields).filter((field) => is(field, PgColumn));
    const defines = columns.map((column) => ({ ...defined(column), notNull: undefined }));
    return [{ name: `${schema}.${name}`, tool, file, kind: 'view', columns: defines }];
  });
  const order = ({ kind, name }: Definition) => `${kind} ${name}`;
  return found.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** Returns instructions to create a table or a view; for a view, with the sandbox's statement. */
function creates({ name, tool, file, kind, columns }: Definition): string {
  if (file === CONTENT.file) return 'Restore it from a backup: docs/backup.md.';
  const schema = `CREATE SCHEMA IF NOT EXISTS ${name.split('.', 1)};`;
  if (kind === 'view') {
    const command = `sed -n '/^CREATE MATERIALIZED VIEW ${name} /,/;$/p' ${VIEWS}`;
    return `Have ${tool} run ${schema} DROP MATERIALIZED VIEW IF EXISTS ${name}; and what this prints: ${command}`;
  }
  const list = columns
    .filter((column) => !OPTIONAL.has(`${name}.${column.name}`))
    .map((column) => `${column.name} ${column.type}${column.notNull ? ' NOT NULL' : ''}`);
  return `Have ${tool} run: ${schema} CREATE TABLE ${name} (${list.join(', ')});`;
}

async function unfilledViews(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    SELECT nspname || '.' || relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE NOT relispopulated`;
  return new Set(rows.map(({ name }) => name));
}

function defined(column: PgColumn, inKey = false): Column {
  return { name: column.name, type: spelled(column.getSQLType()), notNull: column.notNull || column.primary || inKey };
}

/** Spells a type like format_type(). */
function spelled(type: string): string {
  return type
    .replaceAll(', ', ',')
    .replace(/^varchar\b/, 'character varying')
    .replace(/^serial$/, 'integer');
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

function compare(definition: Definition, live: readonly Column[]): CheckResult[] {
  const { name: table, tool, file, columns } = definition;
  const found = new Map(live.map((column) => [column.name, column]));
  const names = new Set(columns.map(({ name }) => name));
  return [
    ...columns.flatMap((column) => differences(definition, column, found.get(column.name))),
    ...live.flatMap(({ name, type }) => {
      if (names.has(name)) return [];
      const remedy = `Nothing breaks. To use it, add it to ${file}. If another tool than ${tool} added it: ALTER TABLE ${table} DROP COLUMN ${name};`;
      return warning(`${table}.${name}`, `It is ${type}, and not in the definitions.`, remedy);
    }),
  ];
}

function differences(definition: Definition, wanted: Column, live: Column | undefined): CheckResult[] {
  const { name: table, tool, kind } = definition;
  const { name, type } = wanted;
  const subject = `${table}.${name}`;
  /** Returns the remedy. A view's columns change only with the view. */
  const run = (change: string) =>
    kind === 'view' ? creates(definition) : `Have ${tool} run: ALTER TABLE ${table} ${change};`;
  if (!live) {
    if (OPTIONAL.has(subject)) return [];
    return [failed(subject, `It is missing: ${type} is defined.`, run(`ADD COLUMN ${name} ${type}`))];
  }
  const found: CheckResult[] = [];
  if (type !== spelled(live.type)) {
    const change = run(`ALTER COLUMN ${name} TYPE ${type} USING ${name}::${type}`);
    found.push(failed(subject, `It is ${live.type}: ${type} is defined.`, change));
  }
  if (wanted.notNull === true && live.notNull === false) {
    const remedy = `Replace its nulls. ${run(`ALTER COLUMN ${name} SET NOT NULL`)}`;
    found.push(failed(subject, 'It may be null: NOT NULL is defined.', remedy));
  }
  return found;
}
