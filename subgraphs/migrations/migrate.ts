import postgres, { type TransactionSql } from 'postgres';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { type MigratedOwner, type Owner, owns } from './owners.ts';

export interface MigrateOptions {
  /** The database, with a role that may create tables in the migrations' schemas: chronos_migrator can. */
  readonly databaseUrl: string;
  /** The folder of drizzle-kit's migrations. */
  readonly folder: string;
  /** The owner of the tables that the migrations may touch. Its log has drizzle-kit's form. */
  readonly owner: MigratedOwner;
}

/**
 * Runs the pending migrations: all of them or, after an error, none. Concurrent runs wait. Drizzle's own runner is not
 * used: it creates its schema even if it exists, which needs a role that may create any schema, and it does not check
 * migrations.
 * @returns the names of the migrations that ran
 * @throws Error for a migration that touches a foreign object, before any statement is sent; the database's error
 */
export async function migrateOwned({ databaseUrl, folder, owner }: MigrateOptions): Promise<string[]> {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  checkTargets(migrations, owner);
  const { log } = owner;
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

async function run(tx: TransactionSql, log: string, migration: MigrationMeta): Promise<void> {
  const { name, sql: statements, hash, folderMillis } = migration;
  for (const statement of statements) await tx.unsafe(statement);
  await tx`INSERT INTO gateway.${tx(log)} (hash, created_at, name) VALUES (${hash}, ${folderMillis}, ${name})`;
}

/** Matches an SQL identifier, quoted or not, with or without its schema. */
const NAME = String.raw`(?:"[^"]+"|\w+)(?:\s*\.\s*(?:"[^"]+"|\w+))?`;
const IF = String.raw`(?:IF\s+(?:NOT\s+)?EXISTS\s+)?`;

/** The allowed statements, with the name of the object that each touches. Any other is refused. */
const STATEMENTS = [
  String.raw`(?:CREATE|ALTER)\s+(?:TABLE|TYPE|SEQUENCE)\s+${IF}(?:ONLY\s+)?(?<target>${NAME})`,
  String.raw`CREATE\s+(?:UNIQUE\s+)?INDEX\s+${IF}(?:${NAME}\s+)?ON\s+(?<target>${NAME})`,
  String.raw`ALTER\s+INDEX\s+${IF}(?<target>${NAME})`,
  String.raw`DROP\s+(?:TABLE|TYPE|SEQUENCE|INDEX)\s+${IF}(?<target>${NAME})(?:\s+(?:CASCADE|RESTRICT))?$`,
  String.raw`INSERT\s+INTO\s+(?<target>${NAME})`,
  String.raw`UPDATE\s+(?:ONLY\s+)?(?<target>${NAME})`,
  String.raw`DELETE\s+FROM\s+(?:ONLY\s+)?(?<target>${NAME})`,
  String.raw`CREATE\s+SCHEMA\s+${IF}(?<schema>${NAME})$`,
].map((pattern) => new RegExp(`^${pattern}`, 'i'));

/** Keywords before further names in a statement: these names are checked too. */
const BEFORE_NAMES = String.raw`REFERENCES|FROM|JOIN|INTO|INHERITS\s*\(|INHERIT|PARTITION(?:\s+OF)?|OWNED\s+BY|(?:SET\s+SCHEMA|RENAME\s+TO)`;
const MENTIONED = new RegExp(String.raw`\b(?:${BEFORE_NAMES})\s*(${NAME})`, 'gi');

/**
 * Checks by the text of their statements that migrations touch only their owner's objects, before one of them runs.
 * @throws Error that lists each statement that touches another object
 */
export function checkTargets(migrations: readonly Pick<MigrationMeta, 'name' | 'sql'>[], owner: Owner): void {
  const refusals = migrations.flatMap(({ name, sql: statements }) =>
    statements.flatMap(split).flatMap((statement) => {
      const foreign = foreignIn(statement, owner);
      return foreign === undefined ? [] : [`${name}: ${foreign}, in: ${statement.slice(0, 100)}`];
    }),
  );
  if (refusals.length === 0) return;
  const listed = refusals.map((refusal) => `  - ${refusal}`).join('\n');
  throw new Error(`These migrations may touch ${owner.tables.join(', ')}, nothing else:\n${listed}`);
}

/** Matches comments, strings and quoted names. Comments and strings contain no names. */
const TOKENS = /--[^\n]*|\/\*[\s\S]*?\*\/|E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"[^"]*"/gi;

/** Splits SQL into statements, without comments and without the contents of strings. */
function split(sql: string): string[] {
  const bare = sql.replaceAll(TOKENS, (token) => (token.startsWith('"') ? token : token.endsWith("'") ? "''" : ' '));
  return bare
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
}

/** Returns what a statement may not touch or do, for a message; undefined if it is allowed. */
function foreignIn(statement: string, owner: Owner): string | undefined {
  const groups = STATEMENTS.map((pattern) => pattern.exec(statement)?.groups).find((found) => found !== undefined);
  if (!groups) return 'a kind of statement that migrations have no use for';
  const { target, schema } = groups;
  if (schema !== undefined) return unquoted(schema) === 'gateway' ? undefined : schema;
  const mentioned = Array.from(statement.matchAll(MENTIONED), ([, name = '']) => name);
  return [target ?? '', ...mentioned].find((name) => !isOwned(name, owner));
}

function isOwned(name: string, owner: Owner): boolean {
  const parts = Array.from(name.matchAll(/"[^"]+"|\w+/g), ([part]) => unquoted(part));
  const [schema = '', object = ''] = parts.length === 1 ? ['public', ...parts] : parts;
  return owns(owner, schema, object);
}

/** Returns a name as PostgreSQL reads it: unquoted names are lower case. */
function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
}
