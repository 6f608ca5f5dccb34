import type { Sql } from 'postgres';
import type { ScratchServer } from './server.ts';

/** A database of a restored server. */
export interface DatabaseSize {
  readonly name: string;
  readonly bytes: number;
}

/** What a server that was in use has rows in, where it has the table: users of Directus, workspaces of Twenty. */
const HAVE_ROWS = ['public.directus_users', 'core.workspace'];

/** Lists the databases of a server, without templates, and the tables that should have rows and have none. */
export async function examineContents(server: ScratchServer) {
  const databases = await withDatabase(
    server,
    'postgres',
    (sql) => sql<DatabaseSize[]>`
      SELECT datname::text AS name, pg_database_size(oid)::float8 AS bytes
      FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname`,
  );
  const empty = await Promise.all(databases.map(({ name }) => withDatabase(server, name, emptyTables)));
  const emptyIn = empty.flatMap((tables, index) => tables.map((table) => `${databases[index]?.name}: ${table}`));
  return { databases: [...databases], empty: emptyIn };
}

async function emptyTables(sql: Sql): Promise<string[]> {
  const there = await sql<{ name: string }[]>`
    SELECT name FROM unnest(${HAVE_ROWS}::text[]) AS name WHERE to_regclass(name) IS NOT NULL`;
  const counted = there.map(async ({ name }) => ({ name, rows: await sql`SELECT FROM ${sql(name)} LIMIT 1` }));
  return (await Promise.all(counted)).filter(({ rows }) => rows.length === 0).map(({ name }) => name);
}

async function withDatabase<T>(server: ScratchServer, name: string, task: (sql: Sql) => PromiseLike<T>): Promise<T> {
  const sql = server.connect(name);
  try {
    return await task(sql);
  } finally {
    await sql.end();
  }
}
