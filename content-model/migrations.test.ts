import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { migrateOwned } from '../subgraphs/migrations/migrate.ts';
import { owners } from '../subgraphs/migrations/owners.ts';
import { startEmptyDatabase } from '../test/own-database.ts';
import { migrateContent } from './provision/migrate.ts';

const FIRST = '20261124083727_content';

const ROWS = `
  INSERT INTO cms_authors (name) VALUES ('Ann');
  INSERT INTO cms_tags (name, slug) VALUES ('Maps', 'maps');
  INSERT INTO cms_articles (slug, title, author) VALUES ('first', 'First', 1);
  INSERT INTO cms_articles_tags (article, tag, sort) VALUES (1, 1, NULL), (1, NULL, 1), (NULL, 1, 2);
  INSERT INTO cms_block_richtext (body) VALUES (NULL);
  INSERT INTO cms_site_settings (title) VALUES ('Site')`;

/** Starts a database with the tables of the first migration and some rows. */
async function startOld(rows: string): Promise<{ readonly databaseUrl: string; readonly sql: Sql }> {
  const database = await startEmptyDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'chronos-content-'));
  onTestFinished(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  cpSync(new URL(`migrations/${FIRST}`, import.meta.url), join(folder, FIRST), { recursive: true });
  const { databaseUrl } = database;
  await migrateOwned({ databaseUrl, folder, owner: owners.content });
  await database.exec(rows);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  onTestFinished(() => sql.end());
  return { databaseUrl, sql };
}

test('texts that are absent become empty, and rows that join nothing go', async () => {
  const { databaseUrl, sql } = await startOld(ROWS);
  await migrateContent(databaseUrl);
  expect(await sql`SELECT excerpt, body, series_codes, published_at <= now() AS dated FROM cms_articles`).toEqual([
    { excerpt: '', body: '', series_codes: '', dated: true },
  ]);
  expect(await sql`SELECT article, tag, sort FROM cms_articles_tags`).toEqual([{ article: 1, tag: 1, sort: 0 }]);
  expect(await sql`SELECT body FROM cms_block_richtext`).toEqual([{ body: '' }]);
  expect(await sql`SELECT tagline FROM cms_site_settings`).toEqual([{ tagline: '' }]);
});

test('an article without an author stops the migration, which names the column and changes nothing', async () => {
  const { databaseUrl, sql } = await startOld(`${ROWS}; UPDATE cms_articles SET author = NULL`);
  await expect(migrateContent(databaseUrl)).rejects.toThrow(
    'The content tables could not be migrated: column "author" of relation "cms_articles" contains null values\n' +
      'The content model needs a value there: give it to those rows in Directus first, then run this again.',
  );
  expect(await sql`SELECT body FROM cms_block_richtext`).toEqual([{ body: null }]);
});
