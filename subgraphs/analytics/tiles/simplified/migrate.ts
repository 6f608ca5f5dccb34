import { fileURLToPath } from 'node:url';
import { migrateOwned } from '../../../migrations/migrate.ts';

/**
 * Creates the tables of simplified borders in schema `gateway`, or brings them up to date. Touches that schema alone.
 * @throws Error that says what the database refused
 */
export async function migrateBorders(databaseUrl: string): Promise<void> {
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  try {
    await migrateOwned({ databaseUrl, folder, log: 'analytics_migrations' });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The tables of simplified borders could not be migrated: ${reason}\n${REMEDY}`, { cause });
  }
}

const REMEDY =
  'MIGRATOR_DATABASE_URL must name the analytics database, as a role that may create tables in schema gateway: ' +
  'chronos_migrator of deploy/grants.sql.';
