/** Drizzle creates tables of the analytics in schema `gateway` only, never in a schema that Alembic owns. */
export default {
  dialect: 'postgresql',
  schema: './subgraphs/analytics/tiles/simplified/tables.ts',
  out: './subgraphs/analytics/migrations',
  schemaFilter: ['gateway'],
  tablesFilter: ['simplified_*'],
  extensionsFilters: ['postgis'],
  migrations: { schema: 'gateway', table: 'analytics_migrations' },
};
