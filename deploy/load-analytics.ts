import postgres from 'postgres';
import { loadAnalytics } from '../sandbox/analytics/load.ts';
import { messageOf } from '../subgraphs/common/message-of.ts';

/**
 * Fills the database at DATABASE_URL with the demo's analytics, once: where the schemas are there already, it leaves
 * them alone. Loading is all or nothing, so that a schema which is there is a schema which is full.
 */
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  console.error('DATABASE_URL is not set: set it to a role that may create extensions and schemas.');
  process.exit(1);
}
try {
  if (await hasAnalytics(databaseUrl)) console.log('The analytics are there already.');
  else await loadAnalytics({ databaseUrl, onProgress: (message) => console.log(message) });
} catch (error) {
  console.error(`Nothing was loaded: ${messageOf(error)}`);
  process.exit(1);
}

async function hasAnalytics(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql`SELECT FROM pg_namespace WHERE nspname = 'analytics'`;
    return rows.length > 0;
  } finally {
    await sql.end();
  }
}
