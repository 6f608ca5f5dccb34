import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Where Drizzle notes which migrations have run. */
const LOG = { migrationsSchema: 'gateway', migrationsTable: 'analytics_migrations' };

/**
 * Creates the tables of simplified borders in schema `gateway`, or brings them up to date, and lets the gateway's role
 * read them. Touches that schema alone.
 * @throws Error that says what the database refused
 */
export async function migrateGateway(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph migrate' },
  });
  try {
    const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
    await migrate(drizzle({ client }), { migrationsFolder, ...LOG });
  } catch (error) {
    throw new Error(`The tables of simplified borders could not be migrated: ${reason(error)}\n${REMEDY}`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

const REMEDY = 'The role must be allowed to create schema gateway, or own it, in a database with PostGIS.';

/** Drizzle wraps what the database said in the whole text of the statement. */
function reason(error: unknown): string {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return said instanceof Error ? said.message : String(said);
}
