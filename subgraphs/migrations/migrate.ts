import postgres, { type TransactionSql } from 'postgres';
import { type Migration, readMigrations } from './files.ts';
import { checkTargets } from './targets.ts';

export interface MigrateOptions {
  /** The database, as a role that may create tables in the schemas that the migrations touch: chronos_migrator can. */
  readonly databaseUrl: string;
  /** Where drizzle-kit keeps the migrations. */
  readonly folder: string;
  /** The table of schema `gateway` that notes which of them have run, as drizzle-kit has it. */
  readonly log: string;
}

/**
 * Runs the migrations that have not run yet: all of them or, with an error, none. Whoever migrates at the same time
 * waits. Not drizzle's own runner: that creates its schema even where it is there, which only a role can that may create
 * any schema, and it would run whatever a migration says.
 * @returns the names of those that ran
 * @throws Error for a migration that touches what is not ours, before anything is sent; what the database refused
 */
export async function migrateOwned({ databaseUrl, folder, log }: MigrateOptions): Promise<string[]> {
  const migrations = readMigrations(folder);
  checkTargets(migrations);
  const client = postgres(databaseUrl, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph migrations', search_path: 'public' },
  });
  try {
    return await client.begin(async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(hashtext('chronos-graph migrations'))`;
      await createLog(tx, log);
      const done = await tx<{ name: string }[]>`SELECT name FROM gateway.${tx(log)}`;
      const names = new Set(done.map(({ name }) => name));
      const due = migrations.filter(({ name }) => !names.has(name));
      for (const migration of due) await run(tx, log, migration);
      return due.map(({ name }) => name);
    });
  } finally {
    await client.end();
  }
}

async function createLog(tx: TransactionSql, log: string): Promise<void> {
  const schemas = await tx`SELECT FROM pg_namespace WHERE nspname = 'gateway'`;
  if (schemas.length === 0) await tx`CREATE SCHEMA gateway`;
  const [found] = await tx<{ log: string | null }[]>`SELECT to_regclass(${`gateway.${log}`})::text AS log`;
  if (found?.log) return;
  await tx`
    CREATE TABLE gateway.${tx(log)} (
      id serial PRIMARY KEY,
      hash text NOT NULL,
      created_at bigint,
      name text,
      applied_at timestamptz DEFAULT now()
    )`;
}

async function run(tx: TransactionSql, log: string, { name, statements, hash, madeAt }: Migration): Promise<void> {
  for (const statement of statements) await tx.unsafe(statement);
  await tx`INSERT INTO gateway.${tx(log)} (hash, created_at, name) VALUES (${hash}, ${madeAt}, ${name})`;
}
