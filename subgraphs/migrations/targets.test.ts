import { expect, test } from 'vitest';
import { checkTargets } from './migrate.ts';

const check = (statement: string) =>
  checkTargets([{ name: '20260101000000_test', statements: [statement], hash: '', madeAt: 0 }]);

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

test('every statement that breaks out is told at once, wherever it hides', () => {
  expect(() => check('CREATE TABLE cms_x (id int); DROP TABLE metadata.series;\nDROP TABLE core.user')).toThrow(
    new Error(
      'Migrations may touch schema gateway, public.cms_* and public.users*, nothing else:\n' +
        '  - 20260101000000_test: metadata.series, in: DROP TABLE metadata.series\n' +
        '  - 20260101000000_test: core.user, in: DROP TABLE core.user',
    ),
  );
});
