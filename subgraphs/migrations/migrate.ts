import postgres, { type TransactionSql } from 'postgres';
import { readMigrationFiles } from 'drizzle-orm/migrator';

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

/** One of drizzle-kit's migrations, as it lies in a folder. */
export interface Migration {
  /** The folder's name, which starts with the time it was made at: they run in its order. */
  readonly name: string;
  readonly statements: readonly string[];
  readonly hash: string;
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number;
}

/** The migrations of a folder, in their order. */
function readMigrations(folder: string): Migration[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(({ name, sql, hash, folderMillis }) => ({
    name,
    statements: sql,
    hash,
    madeAt: folderMillis,
  }));
}

/** What Drizzle's migrations may touch on a server that others share: all of one schema, and some names of another. */
const OWNED = [
  { schema: 'gateway', names: /^/ },
  { schema: 'public', names: /^(cms_|users)/ },
] as const;

/** An identifier as SQL writes it, quoted or not, with its schema or without. */
const NAME = String.raw`(?:"[^"]+"|\w+)(?:\s*\.\s*(?:"[^"]+"|\w+))?`;
const IF = String.raw`(?:IF\s+(?:NOT\s+)?EXISTS\s+)?`;

/** The statements that there are reasons for, each with the name of what it touches. Any other is refused. */
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

/** What may name something further on in a statement: that is held to the same. */
const BEFORE_NAMES = String.raw`REFERENCES|FROM|JOIN|INTO|INHERITS\s*\(|INHERIT|PARTITION(?:\s+OF)?|OWNED\s+BY|(?:SET\s+SCHEMA|RENAME\s+TO)`;
const MENTIONED = new RegExp(String.raw`\b(?:${BEFORE_NAMES})\s*(${NAME})`, 'gi');

/**
 * Holds migrations to what is ours, by the text of their statements, before one of them runs.
 * @throws Error that names each statement which touches anything else
 */
export function checkTargets(migrations: readonly Migration[]): void {
  const refusals = migrations.flatMap(({ name, statements }) =>
    statements.flatMap(split).flatMap((statement) => {
      const foreign = foreignIn(statement);
      return foreign === undefined ? [] : [`${name}: ${foreign}, in: ${statement.slice(0, 100)}`];
    }),
  );
  if (refusals.length === 0) return;
  const listed = refusals.map((refusal) => `  - ${refusal}`).join('\n');
  throw new Error(`Migrations may touch schema gateway, public.cms_* and public.users*, nothing else:\n${listed}`);
}

/** Comments, texts and quoted names: of the first two, nothing can name anything. */
const TOKENS = /--[^\n]*|\/\*[\s\S]*?\*\/|E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"[^"]*"/gi;

/** Statements one by one, without comments and without what texts say. */
function split(sql: string): string[] {
  const bare = sql.replaceAll(TOKENS, (token) => (token.startsWith('"') ? token : token.endsWith("'") ? "''" : ' '));
  return bare
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
}

/** What of a statement is not ours, for a person; undefined where all of it is. */
function foreignIn(statement: string): string | undefined {
  const groups = STATEMENTS.map((pattern) => pattern.exec(statement)?.groups).find((found) => found !== undefined);
  if (!groups) return 'a kind of statement that migrations have no use for';
  const { target, schema } = groups;
  if (schema !== undefined) return unquoted(schema) === 'gateway' ? undefined : schema;
  const mentioned = Array.from(statement.matchAll(MENTIONED), ([, name = '']) => name);
  return [target ?? '', ...mentioned].find((name) => !isOwned(name));
}

function isOwned(name: string): boolean {
  const parts = Array.from(name.matchAll(/"[^"]+"|\w+/g), ([part]) => unquoted(part));
  const [schema, object] = parts.length === 1 ? ['public', parts[0]] : parts;
  return OWNED.some((owned) => owned.schema === schema && owned.names.test(object ?? ''));
}

/** As PostgreSQL reads it: what is not quoted is lower case. */
function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
}
