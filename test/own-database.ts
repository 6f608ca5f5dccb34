import { randomBytes } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { inject } from 'vitest';
import type { Role } from '../sandbox/analytics/session.ts';
import { listen } from '../sandbox/analytics/wire.ts';
import { fromNothing, fromTemplate, script, tables } from './template.ts';
import './provided.ts';

/** A database of a test's own: the tables and views of the real one, with the test's rows. */
export interface OwnDatabase {
  readonly databaseUrl: string;
  /** Runs statements as the owner. */
  exec(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Values of columns that rows of tests may leave out: the real tables have no defaults for them. */
const DEFAULTS = Object.entries({
  data_sources: { homepage_url: 'https://example.org', license: '' },
  indicators: { description: '' },
  series: { description: '', starts_on: '2020-01-01', ends_on: '2020-12-31' },
})
  .flatMap(([table, columns]) =>
    Object.entries(columns).map(
      ([column, value]) => `ALTER TABLE metadata.${table} ALTER COLUMN ${column} SET DEFAULT '${value}';`,
    ),
  )
  .join('\n');

/**
 * Makes a database of the kind that the run is against: embedded in this process, or on the real server.
 * @param rows statements that insert; the views are refreshed after them
 */
export async function startOwnDatabase(rows: string): Promise<OwnDatabase> {
  const database = inject('live') ? await onRealServer() : await embedded();
  for (const sql of [DEFAULTS, rows, script('refresh')]) await database.exec(sql);
  return database;
}

async function embedded(): Promise<OwnDatabase> {
  return served(await fromTemplate(inject('templates')));
}

/**
 * Starts an embedded database with nothing in it.
 * @param roleOf the role of a connection, by the name of its user; all are the owner's where it is left out
 */
export async function startEmptyDatabase(roleOf?: (user: string) => Role): Promise<OwnDatabase> {
  return served(await fromNothing(inject('templates')), roleOf);
}

async function served(db: PGlite, roleOf?: (user: string) => Role): Promise<OwnDatabase> {
  const wire = await listen(db, '127.0.0.1', 0, roleOf);
  return {
    databaseUrl: `postgres://postgres@127.0.0.1:${wire.port}/postgres`,
    exec: (sql) => db.exec(sql),
    async close() {
      await wire.close();
      await db.close();
    },
  };
}

async function onRealServer(): Promise<OwnDatabase> {
  const ownerUrl = inject('ownerUrl');
  const name = `own_${randomBytes(8).toString('hex')}`;
  const server = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await server.unsafe(`CREATE DATABASE ${name}`);
  const databaseUrl = Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href;
  const owner = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  for (const sql of [script('01-extensions'), tables()]) await owner.unsafe(sql);
  return {
    databaseUrl,
    exec: (sql) => owner.unsafe(sql),
    async close() {
      await owner.end();
      await server.unsafe(`DROP DATABASE ${name} WITH (FORCE)`).finally(() => server.end());
    },
  };
}
