/*
 * Who owns which table of the shared database. This is the only list: deploy/grants.sql, the doctor, drizzle-kit and the
 * migrations read it. For a database with other tables, change it here, and run `npm run schema`.
 */

/** A tool that creates and changes tables. Other tools must not change them. */
export interface Owner {
  readonly tool: string;
  /** `schema.table`, where `*` stands for any characters. */
  readonly tables: readonly string[];
  /** The role that owns the tables. By default: the role that owns most of them. */
  readonly role?: string;
  /** Another tool that may add foreign keys to its own tables. */
  readonly adoptedBy?: string;
}

/** A part of Drizzle's tables that has migrations of its own. */
export interface MigratedOwner extends Owner {
  /** The table in schema `gateway` that records the finished migrations. */
  readonly log: string;
}

const analytics: Owner = {
  tool: 'Alembic',
  tables: ['metadata.*', 'timeseries.*', 'geospatial.*', 'analytics.*', 'public.alembic_version'],
};

/** The content. Directus adopts its tables as collections. */
const content: MigratedOwner = {
  tool: 'Drizzle',
  tables: ['public.cms_*'],
  log: 'content_migrations',
  adoptedBy: 'Directus',
};

/** The keys of partners. */
const keys: MigratedOwner = {
  tool: 'Drizzle',
  tables: ['gateway.partner_keys*'],
  log: 'identity_migrations',
  role: 'chronos_migrator',
};

/** The simplified borders of map tiles. */
const borders: MigratedOwner = {
  tool: 'Drizzle',
  tables: ['gateway.simplified_*'],
  log: 'analytics_migrations',
  role: 'chronos_migrator',
};

/** The sign-in of the site, which is older than Directus's: docs/database.md says how to merge it. */
const signIn: Owner = { tool: 'Drizzle', tables: ['public.users', 'public.users_*'] };

const directus: Owner = { tool: 'Directus', tables: ['public.directus_*'] };
const twenty: Owner = { tool: 'Twenty', tables: ['core.*', 'workspace_*.*'] };

/** The owners by their names. A table that matches none of them has no owner. */
export const owners = {
  analytics,
  content,
  keys,
  borders,
  signIn,
  directus,
  twenty,
  postgis: { tool: 'PostGIS', tables: ['public.spatial_ref_sys', 'tiger*.*', 'topology.*'] },
  timescale: { tool: 'TimescaleDB', tables: ['_timescaledb_*.*'] },
  age: { tool: 'AGE', tables: ['ag_catalog.*'] },
} as const satisfies Readonly<Record<string, Owner>>;

/** Returns the owner of a table; undefined if it has none. */
export function ownerOf(schema: string, table: string): Owner | undefined {
  return Object.values<Owner>(owners).find((owner) => owns(owner, schema, table));
}

/** Returns whether an owner may create and change a table. */
export function owns(owner: Owner, schema: string, table: string): boolean {
  return new RegExp(tablesExpression(owner), 's').test(`${schema}.${table}`);
}

/** Returns a regular expression, of JavaScript and of PostgreSQL, for each `schema.table` of the owners. */
export function tablesExpression(...of: readonly Owner[]): string {
  const patterns = of.flatMap(patternsOf).map((pattern) => pattern.replaceAll('.', '\\.').replaceAll('*', '.*'));
  return `^(${patterns.join('|')})$`;
}

function patternsOf(owner: Owner): readonly string[] {
  return 'log' in owner ? [...owner.tables, `gateway.${owner.log}`] : owner.tables;
}

/** The schemas that belong to Alembic as a whole, which the graph reads. */
export const ANALYTICS_SCHEMAS = schemasOf(analytics.tables.filter((pattern) => pattern.endsWith('.*')));

/** The schemas in which migrations of Drizzle create tables. */
export const MIGRATED_SCHEMAS = schemasOf([content, keys, borders].flatMap(patternsOf));

/** Returns the settings of drizzle-kit with which it sees an owner's tables alone. */
export function drizzleKitFilters({ tables, log }: MigratedOwner) {
  return {
    dialect: 'postgresql',
    schemaFilter: schemasOf(tables),
    tablesFilter: tables.map((pattern) => pattern.replace(/^[^.]*\./, '')),
    migrations: { schema: 'gateway', table: log },
  };
}

function schemasOf(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.map((pattern) => pattern.replace(/\..*$/, '')))];
}
