import { fileURLToPath } from 'node:url';
import { migrateOwned } from '../../../subgraphs/migrations/migrate.ts';

/**
 * Creates the table of keys, or brings it up to date: in schema `gateway`, nothing else. A change of table.ts becomes a
 * migration by `npx drizzle-kit generate --dialect postgresql --schema gateway/identity/keys/table.ts --out
 * gateway/identity/migrations`.
 * @throws what the database refused
 */
export async function migrateKeys(databaseUrl: string): Promise<void> {
  const folder = fileURLToPath(new URL('../migrations', import.meta.url));
  await migrateOwned({ databaseUrl, folder, log: 'identity_migrations' });
}
