import { expect, test } from 'vitest';
import { checkTargets } from './migrate.ts';
import { type MigratedOwner, type Owner, ownerOf, owners, owns } from './owners.ts';

/** The owner of this test: tables of both schemas. */
const OWNER: Owner = { tool: 'Drizzle', tables: ['gateway.*', 'public.cms_*', 'public.users*'] };

const check = (statement: string, owner = OWNER) =>
  checkTargets([{ name: '20260101000000_test', sql: [statement] }], owner);

test.each([
  'CREATE TABLE "gateway"."partner_keys" ("id" text PRIMARY KEY)',
  'create table if not exists public.cms_pages (id serial); create table users_settings (id int)',
  'CREATE UNIQUE INDEX "anything" ON "cms_pages" USING btree ("slug")',
  'CREATE INDEX ON gateway.shapes USING gist (geom)',
  'ALTER TABLE "cms_pages_blocks" ADD CONSTRAINT "fk" FOREIGN KEY ("page") REFERENCES "cms_pages"("id") ON DELETE CASCADE',
  'ALTER TABLE cms_pages RENAME TO cms_sites',
  'DROP TABLE "cms_pages" CASCADE',
  "INSERT INTO cms_tags (name) VALUES ('DROP TABLE metadata.series; --'), (E'it\\'s; x')",
  '-- DROP TABLE metadata.series;\nUPDATE cms_tags SET name = name /* FROM metadata.series */',
  'CREATE SCHEMA IF NOT EXISTS "gateway"',
])('allowed: %s', (statement) => {
  expect(() => check(statement)).not.toThrow();
});

test.each([
  ['DROP TABLE metadata.series', 'metadata.series'],
  ['ALTER TABLE "timeseries"."economic_observations" DROP COLUMN "value"', '"timeseries"."economic_observations"'],
  ['CREATE INDEX i ON geospatial.us_counties (name)', 'geospatial.us_counties'],
  ['CREATE TABLE analytics.mine (id int)', 'analytics.mine'],
  ['ALTER TABLE "directus_users" ADD COLUMN "x" int', '"directus_users"'],
  ['CREATE TABLE "Cms_pages" (id int)', '"Cms_pages"'],
  ['UPDATE core."user" SET email = 1', 'core."user"'],
  ['DELETE FROM public.spatial_ref_sys', 'public.spatial_ref_sys'],
  ['CREATE TABLE cms_x (id int REFERENCES directus_files (id))', 'directus_files'],
  ['ALTER TABLE cms_x SET SCHEMA metadata', 'metadata'],
  ['ALTER TABLE cms_x RENAME TO directus_x', 'directus_x'],
  ['ALTER TABLE cms_x INHERIT metadata.series', 'metadata.series'],
  ['INSERT INTO cms_x SELECT code FROM metadata.series', 'metadata.series'],
  ['CREATE SCHEMA analytics', 'analytics'],
  ['DROP TABLE cms_x, metadata.series', 'a kind of statement that migrations have no use for'],
  ['DROP SCHEMA gateway CASCADE', 'a kind of statement that migrations have no use for'],
  ['DO $$ BEGIN DROP TABLE metadata.series; END $$', 'a kind of statement that migrations have no use for'],
  ['GRANT ALL ON metadata.series TO chronos_migrator', 'a kind of statement that migrations have no use for'],
  ['SET ROLE postgres', 'a kind of statement that migrations have no use for'],
  ['TRUNCATE metadata.series', 'a kind of statement that migrations have no use for'],
])('refused: %s', (statement, why) => {
  expect(() => check(statement)).toThrow(`- 20260101000000_test: ${why}, in: ${statement.slice(0, 20)}`);
});

test('all refused statements are reported together, wherever they are in the text', () => {
  expect(() => check('CREATE TABLE cms_x (id int); DROP TABLE metadata.series;\nDROP TABLE core.user')).toThrow(
    new Error(
      'These migrations may touch gateway.*, public.cms_*, public.users*, nothing else:\n' +
        '  - 20260101000000_test: metadata.series, in: DROP TABLE metadata.series\n' +
        '  - 20260101000000_test: core.user, in: DROP TABLE core.user',
    ),
  );
});

const MIGRATED: readonly MigratedOwner[] = [owners.content, owners.keys, owners.borders];

/** A table for each pattern of an owner. */
const tablesOf = ({ tables }: Owner) => tables.map((pattern) => pattern.replaceAll('*', 'x'));

const quote = (table: string) => table.replace(/^(.*?)\.(.*)$/, '"$1"."$2"');

/** Statements of every allowed kind that touch a table. */
const STATEMENTS: readonly ((table: string, own: string) => string)[] = [
  (table) => `CREATE TABLE IF NOT EXISTS ${table} (id int)`,
  (table) => `ALTER TABLE ${table} ADD COLUMN note text`,
  (table) => `CREATE INDEX ON ${table} (id)`,
  (table) => `ALTER INDEX ${table} RENAME TO ${table}`,
  (table) => `DROP TABLE ${table} CASCADE`,
  (table) => `INSERT INTO ${table} VALUES (1)`,
  (table) => `UPDATE ${table} SET id = 1`,
  (table) => `DELETE FROM ${table}`,
  (table, own) => `ALTER TABLE ${own} ADD FOREIGN KEY (id) REFERENCES ${table} (id)`,
  (table, own) => `INSERT INTO ${own} SELECT id FROM ${table}`,
  (table, own) => `CREATE TABLE ${own} () INHERITS (${table})`,
];

/** Returns whether migrations of an owner may run a statement. */
function isAllowed(statement: string, owner: Owner): boolean {
  try {
    check(statement, owner);
    return true;
  } catch {
    return false;
  }
}

test('each part of Drizzle’s migrations touches its own tables, and no table of any other owner', () => {
  const everyTable = [...Object.values<Owner>(owners).flatMap(tablesOf), 'public.backup_test', 'gateway.x', 'x.cms_x'];
  for (const migrated of MIGRATED) {
    const [own = ''] = tablesOf(migrated).map(quote);
    const allowed = everyTable.filter((table) => {
      const statements = [table, table.toUpperCase(), quote(table)].flatMap((name) => STATEMENTS.map((write) => write(name, own)));
      const verdicts = new Set(statements.map((statement) => isAllowed(statement, migrated)));
      expect([table, verdicts.size]).toEqual([table, 1]);
      return verdicts.has(true);
    });
    expect(allowed).toEqual(tablesOf(migrated));
  }
});

test('each table has one owner, or none', () => {
  const all = Object.values<Owner>(owners);
  for (const owner of all) {
    for (const pattern of owner.tables) {
      const [schema = '', table = ''] = pattern.replaceAll('*', 'x').split('.');
      expect(all.filter((each) => owns(each, schema, table))).toEqual([owner]);
    }
  }
  expect(ownerOf('public', 'backup_test')).toBeUndefined();
  expect(ownerOf('gateway', 'content_migrations')).toBe(owners.content);
});
