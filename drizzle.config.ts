import { defineConfig } from 'drizzle-kit';

/** What Drizzle may touch: the content tables of schema `public`, and nothing else on a server that others share. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './content-model/tables.ts',
  out: './content-model/migrations',
  schemaFilter: ['public'],
  tablesFilter: ['cms_*'],
  migrations: { schema: 'gateway', table: 'content_migrations' },
});
