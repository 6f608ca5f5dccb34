import { PARTNER_SCOPES } from '../graph/scopes.ts';
import { migrateKeys } from '../identity/keys/migrate.ts';
import { writeKey } from '../identity/keys/secret.ts';
import { openKeyStore } from '../identity/keys/store.ts';
import { BOUNDS } from '../limits/bounds.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Creates a partner's key in the sandbox's database: with all scopes of partners and their usual limits, active for a week.
 * @param ownerUrl the database as its owner
 * @returns the key as it is presented: "chr_…"
 * @throws the database's error
 */
export async function makeSandboxKey(ownerUrl: string): Promise<string> {
  await migrateKeys(ownerUrl);
  const keys = openKeyStore(ownerUrl);
  const { requestsPerMinute, costPerDay } = BOUNDS.partner;
  const expiresAt = new Date(Date.now() + WEEK_MS);
  const terms = { owner: 'sandbox', scopes: [...PARTNER_SCOPES], requestsPerMinute, costPerDay, expiresAt };
  return writeKey(await keys.create(terms).finally(() => keys.close()));
}
