import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { loadContent } from './index.ts';
import * as tables from './tables.ts';

const migrations = fileURLToPath(new URL('migrations/', import.meta.url));

function statements(): string[] {
  const files = readdirSync(migrations).map((folder) => join(migrations, folder, 'migration.sql'));
  return files.flatMap((file) => readFileSync(file, 'utf8').split('--> statement-breakpoint'));
}

it('migrates cms_ tables and no others', () => {
  const touches =
    /^\s*(?:--.*\s+)?(?:(?:CREATE|ALTER|DROP) TABLE|UPDATE|DELETE FROM|CREATE (?:UNIQUE )?INDEX "\w+" ON) "(?:public"\.")?cms_\w+"/;
  expect(statements().filter((statement) => !touches.test(statement))).toEqual([]);
  const references = statements().flatMap((statement) => statement.match(/REFERENCES "\w+"/g) ?? []);
  expect(references.filter((reference) => !reference.startsWith('REFERENCES "cms_'))).toEqual([]);
});

it('describes the same columns to Drizzle and to Directus', () => {
  const ofDrizzle = Object.values(tables)
    .filter((table) => table instanceof PgTable)
    .map(getTableConfig)
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({ name: column.name, nullable: !column.notNull && !column.primary })),
    }));
  const ofDirectus = loadContent().collections.map(({ name, fields }) => ({
    name,
    columns: fields.flatMap((field) =>
      field.type === 'alias' ? [] : [{ name: field.name, nullable: field.nullable }],
    ),
  }));
  const sorted = (described: typeof ofDrizzle) =>
    described
      .map(({ name, columns }) => ({ name, columns: columns.toSorted((a, b) => a.name.localeCompare(b.name)) }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  expect(sorted(ofDrizzle)).toEqual(sorted(ofDirectus));
});
