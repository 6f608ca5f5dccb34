import '../provided.ts';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { migrateOwned } from '../../subgraphs/migrations/migrate.ts';

const GRANTS = readFileSync(new URL('../../deploy/grants.sql', import.meta.url), 'utf8');

/** A database as production shares it: what Alembic, Directus and Twenty own, the grants, and the role that migrates. */
const NEIGHBOURS = `
  CREATE SCHEMA metadata; CREATE SCHEMA timeseries; CREATE SCHEMA geospatial; CREATE SCHEMA analytics; CREATE SCHEMA core;
  CREATE TABLE metadata.series (code text);
  CREATE TABLE core.users (email text);
  CREATE TABLE public.directus_users (email text)`;

let owner: Sql;
let database: Sql;
let migratorUrl: string;
const name = `migrations_${randomBytes(8).toString('hex')}`;

beforeAll(async () => {
  owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
  await owner.unsafe(`CREATE DATABASE ${name}`);
  const databaseUrl = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
  database = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await database.unsafe(NEIGHBOURS);
  await database.unsafe(GRANTS);
  const password = randomBytes(16).toString('hex');
  await database.unsafe(`ALTER ROLE chronos_migrator LOGIN PASSWORD '${password}'`);
  migratorUrl = Object.assign(new URL(databaseUrl), { username: 'chronos_migrator', password }).href;
});

afterAll(async () => {
  await database.end();
  await owner.unsafe(`DROP DATABASE ${name} WITH (FORCE)`).finally(() => owner.end());
});

/** An owner of the test, with tables in both schemas. */
const OWNER = { tool: 'Drizzle', tables: ['gateway.*', 'public.cms_*', 'public.users*'], log: 'test_migrations' };

/** Migrates by files with these statements. */
function migrate(...statements: string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chronos-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [index, statement] of statements.entries()) {
    const migration = join(folder, `2026010100000${index}_step`);
    mkdirSync(migration);
    writeFileSync(join(migration, 'migration.sql'), statement);
  }
  return migrateOwned({ databaseUrl: migratorUrl, folder, owner: OWNER });
}

test('the migrations’ role may make what is ours, once, in order, all or nothing', async () => {
  const first = 'CREATE TABLE gateway.keys (id text)--> statement-breakpoint\nCREATE TABLE cms_notes (id int)';
  await expect(migrate(first, 'CREATE TABLE users_x (id int);', 'ALTER TABLE cms_missing ADD x int')).rejects.toThrow(
    'relation "cms_missing" does not exist',
  );
  expect(await migrate(first, 'CREATE TABLE users_x (id int)')).toEqual(['20260101000000_step', '20260101000001_step']);
  expect(await migrate(first, 'CREATE TABLE users_x (id int)', 'ALTER TABLE users_x ADD y int')).toEqual([
    '20260101000002_step',
  ]);
});

const BREAK_OUTS = [
  ['DROP TABLE metadata.series', 'permission denied for schema metadata'],
  ['INSERT INTO metadata.series VALUES (1)', 'permission denied for schema metadata'],
  ['CREATE TABLE analytics.mine (id int)', 'permission denied for schema analytics'],
  ['ALTER TABLE directus_users ADD COLUMN x int', 'must be owner of table directus_users'],
  ['DELETE FROM directus_users', 'permission denied for table directus_users'],
  ['UPDATE core.users SET email = null', 'permission denied for schema core'],
  ['CREATE SCHEMA mine', 'permission denied for database'],
  ['GRANT SELECT ON metadata.series TO chronos_migrator', 'permission denied for schema metadata'],
  ['CREATE EXTENSION postgres_fdw', 'permission denied to create extension "postgres_fdw"'],
  ['SET ROLE postgres', 'permission denied to set role "postgres"'],
] as const;

describe('a migration that tries to break out', () => {
  test.each(BREAK_OUTS)('is refused by configuration: %s', async (statement) => {
    await expect(migrate(statement)).rejects.toThrow(
      'These migrations may touch gateway.*, public.cms_*, public.users*, nothing else:',
    );
  });

  test.each(BREAK_OUTS)('is refused by grant: %s', async (statement, reason) => {
    const migrator = postgres(migratorUrl, { max: 1, onnotice: () => {} });
    await expect(migrator.unsafe(statement).finally(() => migrator.end())).rejects.toThrow(reason);
  });
});
