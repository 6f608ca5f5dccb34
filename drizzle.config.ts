import { defineConfig } from 'drizzle-kit';

/** What Drizzle may touch: the content tables of schema `public`, and nothing else on a server that others share. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './demo/content-model/tables.ts',
  out: './demo/content-model/migrations',
  schemaFilter: ['public'],
  tablesFilter: ['cms_*'],
  migrations: { schema: 'gateway', table: 'content_migrations' },
});
