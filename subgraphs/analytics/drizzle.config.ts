import { defineConfig } from 'drizzle-kit';

/** What Drizzle may make for the analytics: tables of our own in schema `gateway`, never in a schema that Alembic owns. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/analytics/tiles/simplified/tables.ts',
  out: './subgraphs/analytics/migrations',
  schemaFilter: ['gateway'],
  tablesFilter: ['simplified_*'],
  extensionsFilters: ['postgis'],
  migrations: { schema: 'gateway', table: 'analytics_migrations' },
});
