import postgres from 'postgres';
import type { DirectusApi } from './directus-api.ts';

/**
 * Checks that a database is Directus's own: it has the administrator whose token is used.
 * @throws Error with the setting to change
 */
export async function checkSameDatabase(api: DirectusApi, databaseUrl: string): Promise<void> {
  const { id } = await api.request<{ id: string }>('GET', '/users/me?fields=id');
  if (await hasUser(databaseUrl, id)) return;
  throw new Error(
    'The database is not the one that Directus runs on: it does not hold the administrator of DIRECTUS_ADMIN_TOKEN. Nothing was ' +
      "changed. Set CONTENT_DATABASE_URL to Directus's own database, or DIRECTUS_URL to the Directus of this one.",
  );
}

async function hasUser(databaseUrl: string, id: string): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [users] = await sql<{ name: string | null }[]>`SELECT to_regclass('directus_users')::text AS name`;
    if (!users?.name) return false;
    const found = await sql`SELECT FROM directus_users WHERE id = ${id}`;
    return found.length > 0;
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new Error(`The database of CONTENT_DATABASE_URL cannot be read: ${reason}. Nothing was changed.`, { cause });
  } finally {
    await sql.end();
  }
}
