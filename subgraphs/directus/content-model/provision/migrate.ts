import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Where Drizzle notes which migrations have run, as in drizzle.config.ts. */
const LOG = { migrationsSchema: 'gateway', migrationsTable: 'content_migrations' };

/** Creates the content tables, or brings them up to date. Touches `public.cms_*` and its own log, nothing else. */
export async function migrateContent(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph provision', search_path: 'public' },
  });
  try {
    const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));
    await migrate(drizzle({ client }), { migrationsFolder, ...LOG });
  } finally {
    await client.end();
  }
}
