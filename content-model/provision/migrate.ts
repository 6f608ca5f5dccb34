import { fileURLToPath } from 'node:url';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import { migrateOwned } from '../../subgraphs/migrations/migrate.ts';
import { owners } from '../../subgraphs/migrations/owners.ts';

/**
 * Creates or updates the content tables. Changes only `public.cms_*` and its own log.
 * @throws Error with the database's message
 */
export async function migrateContent(databaseUrl: string): Promise<void> {
  const folder = fileURLToPath(new URL('../migrations', import.meta.url));
  try {
    await migrateOwned({ databaseUrl, folder, owner: owners.content });
  } catch (cause) {
    const reason = messageOf(cause);
    const remedy = reason.includes('contains null values') ? FILL : REMEDY;
    throw new Error(`The content tables could not be migrated: ${reason}\n${remedy}`, { cause });
  }
}

const FILL =
  'The content model needs a value there: give it to those rows in Directus first, then run this again. Nothing was changed.';

const REMEDY =
  'CONTENT_DATABASE_URL must name the database that Directus runs on, as a role that may create tables in the schemas ' +
  'public and gateway.';
