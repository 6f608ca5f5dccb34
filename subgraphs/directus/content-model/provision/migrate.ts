import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Where Drizzle notes which migrations have run, as in drizzle.config.ts. */
const LOG = { migrationsSchema: 'gateway', migrationsTable: 'content_migrations' };

/**
 * Creates the content tables, or brings them up to date. Touches `public.cms_*` and its own log, nothing else.
 * @throws Error that says what the database refused
 */
export async function migrateContent(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph provision', search_path: 'public' },
  });
  try {
    const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));
    await migrate(drizzle({ client }), { migrationsFolder, ...LOG });
  } catch (error) {
    throw new Error(`The content tables could not be migrated: ${reason(error)}\n${REMEDY}`, { cause: error });
  } finally {
    await client.end();
  }
}

const REMEDY =
  'CONTENT_DATABASE_URL must name the database that Directus runs on, as a role that may create tables in schema ' +
  'public and the schema gateway.';

/** Drizzle wraps what the database said in the whole text of the statement. */
function reason(error: unknown): string {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return said instanceof Error ? said.message : String(said);
}
