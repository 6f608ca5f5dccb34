/** The tables that Drizzle may change: the content tables of schema `public`. Other tables of a shared server are not its own. */
export default {
  dialect: 'postgresql',
  schema: './content-model/tables.ts',
  out: './content-model/migrations',
  schemaFilter: ['public'],
  tablesFilter: ['cms_*'],
  migrations: { schema: 'gateway', table: 'content_migrations' },
};
