import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrateContent } from '../content-model/provision/migrate.ts';
import { type OwnDatabase, startOwnDatabase } from '../test/own-database.ts';
import { type Examined, examine } from './examine.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

let database: OwnDatabase;
let env: Record<string, string>;
let owner: string;

beforeAll(async () => {
  database = await startOwnDatabase(inject('live') ? '' : read('sandbox/analytics/sql/time-bucket.sql'));
  await migrateContent(database.databaseUrl);
  await asOwner(read('deploy/grants.sql'));
  const { username, password } = new URL(inject('databaseUrl'));
  const DATABASE_URL = Object.assign(new URL(database.databaseUrl), { username, password }).href;
  env = { DATABASE_URL, CHRONOS_SANDBOX: 'true' };
  owner = await valueBy('SELECT pg_get_userbyid(nspowner) AS value FROM pg_namespace WHERE nspname = $1', 'metadata');
});

afterAll(async () => {
  await asOwner('');
  await database.exec('RESET ROLE');
  await database.close();
});

const asOwner = (sql: string) => database.exec(`RESET ROLE; ${sql}; SET ROLE chronos_gateway`);

/** Returns the column `value` of the first row of a query, as the owner. */
async function valueBy(query: string, ...parameters: string[]): Promise<string> {
  const sql = postgres(database.databaseUrl, { max: 1 });
  // The embedded server has one session.
  await sql`RESET ROLE`;
  const [row] = await sql.unsafe<{ value: string }[]>(query, parameters);
  await sql`SET ROLE chronos_gateway`;
  await sql.end();
  return String(row?.value);
}

/** Examines the database. Returns what is not well about tables. */
async function unwell(): Promise<readonly Examined[]> {
  const { findings } = await examine(env);
  return findings.filter(({ check, status }) => ['Owners', 'Drift'].includes(check) && status !== 'ok');
}

const textsOf = (findings: readonly Examined[]) =>
  findings.map(({ subject, detail, remedy }) => [subject, detail, remedy]);

/** Runs the statements of the remedies, and examines again. */
async function follow(findings: readonly Examined[]): Promise<readonly Examined[]> {
  for (const { remedy = '' } of findings) await asOwner(remedy.replace(/^.*: (?=(ALTER|DROP) )/, ''));
  return unwell();
}

test('the tables of the analytics and of the content have their owners', async () => {
  expect(await unwell()).toEqual([]);
});

test('a table that nobody owns: what is known of it, and the statement that drops it', async () => {
  await asOwner(`
    CREATE TABLE public.backup_test AS SELECT * FROM metadata.indicators;
    CREATE TABLE gateway."Old keys" (id int);
    CREATE VIEW public.report AS SELECT 1 AS one`);
  const found = await unwell();
  const detail = expect.stringMatching(
    `^No tool owns it: \\d+ (bytes|kB), of role ${owner}, \\d+ reads and \\d+ changed rows in the statistics\\.$`,
  );
  const remedy = (drop: string) =>
    `If something needs it, add it to subgraphs/migrations/owners.ts. If not, make a backup, and run as ${owner}: ${drop}`;
  expect(textsOf(found)).toEqual([
    ['gateway."Old keys"', detail, remedy('DROP TABLE gateway."Old keys";')],
    ['public.backup_test', detail, remedy('DROP TABLE public.backup_test;')],
    ['public.report', detail, remedy('DROP VIEW public.report;')],
  ]);
  expect(await follow(found)).toEqual([]);
});

test('tables in the wrong schema: one that moves back, and copies', async () => {
  await asOwner(`
    ALTER TABLE geospatial.us_zctas SET SCHEMA public;
    ALTER TABLE public.cms_tags SET SCHEMA metadata;
    CREATE TABLE public.us_states AS SELECT code, name FROM geospatial.us_states;
    CREATE TABLE metadata.directus_users (email text)`);
  const found = await unwell();
  const wrong = (home: string) => `It is in the wrong schema: the registry has ${home}.`;
  const move = (statement: string) => `Run as a superuser: ${statement}`;
  expect(textsOf(found.filter(({ check }) => check === 'Owners'))).toEqual([
    ['metadata.cms_tags', wrong('public.cms_tags'), move('ALTER TABLE metadata.cms_tags SET SCHEMA public;')],
    [
      'metadata.directus_users',
      wrong('public.directus_users'),
      move('ALTER TABLE metadata.directus_users SET SCHEMA public;'),
    ],
    [
      'public.us_states',
      `${wrong('geospatial.us_states')} That one exists, too.`,
      `Save the rows that geospatial.us_states lacks. Then run as ${owner}: DROP TABLE public.us_states;`,
    ],
    ['public.us_zctas', wrong('geospatial.us_zctas'), move('ALTER TABLE public.us_zctas SET SCHEMA geospatial;')],
  ]);
  // Drift misses the two tables until they are back.
  expect(await follow(found.filter(({ check }) => check === 'Owners'))).toEqual([]);
  await asOwner('DROP TABLE public.directus_users');
});

test('what a second tool changed: a column, a foreign key, a trigger', async () => {
  const role = 'directus_of_the_test';
  await asOwner(`
    CREATE ROLE ${role};
    GRANT CREATE, USAGE ON SCHEMA public TO ${role};
    CREATE TABLE public.directus_files (id uuid PRIMARY KEY);
    ALTER TABLE public.cms_authors ADD CONSTRAINT cms_authors_avatar_foreign FOREIGN KEY (avatar) REFERENCES public.directus_files;
    ALTER TABLE public.cms_tags ADD COLUMN mood varchar(255);
    ALTER TABLE public.cms_tags ADD COLUMN source smallint REFERENCES metadata.data_sources;
    SET ROLE ${role};
    CREATE FUNCTION public.notify_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    RESET ROLE;
    CREATE TRIGGER notify AFTER INSERT ON metadata.series FOR EACH STATEMENT EXECUTE FUNCTION public.notify_change()`);
  const found = await unwell();
  const added = (column: string, type: string) => [
    `public.cms_tags.${column}`,
    `It is ${type}, and not in the definitions.`,
    `Nothing breaks. To use it, add it to content-model/tables.ts. If another tool than Drizzle added it: ALTER TABLE public.cms_tags DROP COLUMN ${column};`,
  ];
  expect(textsOf(found)).toEqual([
    [
      'metadata.series',
      `Its trigger notify runs a function of another role, ${role}.`,
      'Run as a superuser: DROP TRIGGER notify ON metadata.series;',
    ],
    [
      'public.cms_tags',
      'Its foreign key cms_tags_source_fkey refers to metadata.data_sources: Alembic cannot change that table freely.',
      'Have Drizzle run: ALTER TABLE public.cms_tags DROP CONSTRAINT cms_tags_source_fkey;',
    ],
    added('mood', 'character varying(255)'),
    added('source', 'smallint'),
  ]);
  expect(await follow(found)).toEqual([]);
  await asOwner(`
    ALTER TABLE public.cms_authors DROP CONSTRAINT cms_authors_avatar_foreign;
    DROP TABLE public.directus_files;
    DROP OWNED BY ${role};
    DROP ROLE ${role}`);
});

test('tables of another role than their owner’s', async () => {
  await asOwner(`
    CREATE ROLE "Other Role";
    CREATE TABLE gateway.partner_keys (id text);
    ALTER TABLE metadata.series OWNER TO "Other Role";
    ALTER MATERIALIZED VIEW analytics.data_freshness OWNER TO "Other Role"`);
  const found = await unwell();
  const belongs = (kind: string, table: string, role: string, [tool, expected]: readonly [string, string]) => [
    table,
    `It belongs to role ${role}: ${tool} has ${expected} for its tables.`,
    `Run as a superuser: ALTER ${kind} ${table} OWNER TO ${expected};`,
  ];
  expect(textsOf(found)).toEqual([
    belongs('MATERIALIZED VIEW', 'analytics.data_freshness', '"Other Role"', ['Alembic', owner]),
    belongs('TABLE', 'metadata.series', '"Other Role"', ['Alembic', owner]),
    belongs('TABLE', 'gateway.partner_keys', owner, ['Drizzle', 'chronos_migrator']),
  ]);
  expect(await follow(found)).toEqual([]);
  await asOwner('DROP TABLE gateway.partner_keys; DROP OWNED BY "Other Role"; DROP ROLE "Other Role"');
});

test('a sign-in of the site’s own: what it is, and statements that merge it into Directus’s', async () => {
  await asOwner(`
    CREATE TABLE public.users (id serial PRIMARY KEY, email text NOT NULL, name text, salt text, hash text);
    CREATE TABLE public.users_sessions (id text PRIMARY KEY, user_id int REFERENCES public.users, expires_at timestamptz);
    INSERT INTO public.users (email, name, salt, hash) VALUES
      ('Ada@example.com', 'Ada', 's', 'h'), ('grace@example.com', NULL, 's', 'h');
    CREATE TABLE public.directus_users (
      id uuid PRIMARY KEY, email text UNIQUE, first_name text, last_name text, password text, role uuid,
      status text NOT NULL, provider text NOT NULL);
    INSERT INTO public.directus_users (id, email, password, status, provider)
      VALUES (gen_random_uuid(), 'Grace@example.com', 'of Directus', 'suspended', 'default')`);
  const found = await unwell();
  expect(textsOf(found)).toEqual([
    [
      'public.users',
      'The site has a sign-in of its own, with salt, hash: its users have other passwords in Directus, and blocking them there does not sign them out here.',
      'Merge it into the sign-in of Directus: docs/database.md, "One sign-in". Nothing runs its statements by itself: deploy/database/merge-users.sql',
    ],
  ]);
  const [{ remedy = '' } = {}] = found;
  const statements = read(remedy.replace(/^.*: /, ''));
  const merged = async () => {
    await asOwner(statements);
    return valueBy(`
      SELECT string_agg(concat_ws(' ', email, first_name, password, role, status), ', ' ORDER BY lower(email)) AS value
      FROM public.directus_users`);
  };
  const users = 'ada@example.com Ada active, Grace@example.com of Directus suspended';
  expect([await merged(), await merged()]).toEqual([users, users]);
  await asOwner("INSERT INTO public.users (email) VALUES ('ADA@example.com')");
  await expect(merged()).rejects.toThrow('public.users has an address twice');
  await asOwner("DELETE FROM public.users WHERE email = 'ADA@example.com'");

  // Its last statement is for the day on which the site no longer has it.
  const [, drop = ''] = /^-- (DROP TABLE .*;)$/m.exec(statements) ?? [];
  await asOwner(`${drop} DROP TABLE public.directus_users`);
  expect(await unwell()).toEqual([]);
});
