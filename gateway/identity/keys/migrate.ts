import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { migrateOwned } from '../../../subgraphs/migrations/migrate.ts';
import { owners } from '../../../subgraphs/migrations/owners.ts';

/**
 * Creates or updates the table of keys, only in schema `gateway`. After a change of table.ts, write a migration by
 * `npm run migration -- --dialect postgresql --schema gateway/identity/keys/table.ts --out gateway/identity/migrations`
 * @throws the database's error
 */
export async function migrateKeys(databaseUrl: string): Promise<void> {
  const folder = fileURLToPath(new URL('../migrations', import.meta.url));
  await migrateOwned({ databaseUrl, folder, owner: owners.keys });
  const client = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  await client.unsafe(GRANTS).finally(() => client.end());
}

/** A running gateway reads keys and records when they were last used. It cannot create, change or revoke keys. */
const GRANTS = `
  DO $$
  BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronos_gateway') THEN
      GRANT USAGE ON SCHEMA gateway TO chronos_gateway;
      GRANT SELECT, UPDATE (last_used_at) ON gateway.partner_keys TO chronos_gateway;
    END IF;
  END
  $$`;
