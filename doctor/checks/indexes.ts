import { getTableConfig } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import { levels } from '../../subgraphs/analytics/dialect/levels.ts';
import { type CheckResult, databaseCheck, failed, ok } from '../check.ts';

/** An index that queries depend on. */
interface Index {
  readonly table: string;
  readonly method: 'btree' | 'gist' | 'gin';
  /** The first columns, or expressions in parentheses, in order. */
  readonly columns: readonly string[];
  /** Further columns that it must have, for index-only scans. */
  readonly includes?: readonly string[];
  readonly unique?: boolean;
  /** The operator class, if not the type's default. */
  readonly operators?: string;
  /** The queries that are slow without it. */
  readonly for: string;
}

const unique = (table: string, columns: readonly string[], use = KEYS): Index => {
  return { table, method: 'btree', columns, unique: true, for: use };
};
const KEYS = 'reading by key, and refreshing it without locking readers out';

const gin = (table: string, column: string, use: string, operators?: string): Index => {
  return { table, method: 'gin', columns: [column], for: use, ...(operators && { operators }) };
};

const NEEDED: readonly Index[] = [
  {
    table: 'timeseries.economic_observations',
    method: 'btree',
    columns: ['series_id', 'observed_at'],
    includes: ['value'],
    for: 'the latest values of many series',
  },
  unique('metadata.series', ['source_id', 'code'], 'series by code'),
  gin('metadata.series', "(to_tsvector('english', title || ' ' || code))", 'searching series'),
  gin('metadata.series', 'code', 'searching series by the start of a code', 'gin_trgm_ops'),
  unique('analytics.latest_observations', ['series_id']),
  unique('analytics.monthly_observations', ['series_id', 'month']),
  unique('analytics.series_summary', ['series_id']),
  unique('analytics.region_indicator_latest', ['indicator_id', 'region_code']),
  unique('analytics.indicator_breaks', ['indicator_id', 'level', 'class']),
  unique('analytics.data_freshness', ['source_id']),
  ...Object.values(levels).flatMap(({ table }): Index[] => {
    const { schema, name } = getTableConfig(table);
    const regions = `${schema}.${name}`;
    const names = "(name || ' ' || coalesce(name_fr, '') || ' ' || code)";
    return [
      unique(regions, ['code'], 'regions by code'),
      { table: regions, method: 'gist', columns: ['geom'], for: 'regions by point, box and neighbour' },
      gin(regions, names, 'searching regions', 'gin_trgm_ops'),
    ];
  }),
];

/** Checks the indexes that queries depend on. */
export const indexes = databaseCheck('Indexes', async (sql) => {
  const live = await liveIndexes(sql);
  const missing = NEEDED.filter((needed) => !live.some((index) => serves(index, needed)));
  if (missing.length === 0) return [ok('Indexes', `All ${NEEDED.length} that the queries need exist.`)];
  return missing.map(resultOf);
});

interface LiveIndex {
  readonly table: string;
  readonly method: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
  readonly included: readonly string[];
}

function liveIndexes(sql: Sql): Promise<LiveIndex[]> {
  return sql<LiveIndex[]>`
    SELECT
      nspname || '.' || relation.relname AS table,
      amname::text AS method,
      indisunique AS unique,
      to_json(ARRAY(
        SELECT pg_get_indexdef(indexrelid, n, false) FROM generate_series(1, indnkeyatts) AS n
      )) AS columns,
      to_json(ARRAY(
        SELECT pg_get_indexdef(indexrelid, n, false) FROM generate_series(indnkeyatts + 1, indnatts) AS n
      )) AS included
    FROM pg_index
    JOIN pg_class AS relation ON relation.oid = indrelid
    JOIN pg_namespace ON pg_namespace.oid = relation.relnamespace
    JOIN pg_class AS index ON index.oid = indexrelid
    JOIN pg_am ON pg_am.oid = index.relam
    WHERE indisvalid AND indpred IS NULL`;
}

function serves(live: LiveIndex, { table, method, columns, includes = [], unique: isUnique = false }: Index): boolean {
  if (live.table !== table || live.method !== method) return false;
  const keys = live.columns.slice(0, columns.length).map(bare);
  // A longer unique key does not make the shorter one unique.
  if (isUnique && !(live.unique && live.columns.length === columns.length)) return false;
  const held = [...live.columns, ...live.included];
  return (
    columns.every((column, index) => keys[index] === bare(column)) && includes.every((column) => held.includes(column))
  );
}

/** Returns a column or an expression without the types, parentheses and spaces that PostgreSQL prints. */
function bare(column: string): string {
  return column.toLowerCase().replace(/::\w+|[\s()]/g, '');
}

function resultOf(index: Index): CheckResult {
  const { table, method, columns, includes = [], unique: isUnique, operators, for: use } = index;
  const using = method === 'btree' ? '' : ` USING ${method}`;
  const including = includes.length > 0 ? ` INCLUDE (${includes.join(', ')})` : '';
  const statement = `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ON ${table}${using} (${columns.join(', ')}${operators ? ` ${operators}` : ''})${including};`;
  const problem = `No ${method} index on (${columns.join(', ')})${including}: ${use} is slow.`;
  return failed(table, problem, `Have Alembic run: ${statement}`);
}
