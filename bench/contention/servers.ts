import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { provisionDirectus } from '../../content-model/provision.ts';
import { loadAnalytics } from '../../sandbox/analytics/load.ts';
import { startRealDirectus } from '../../test/live/directus.ts';
import { type LivePostgres, startPostgres } from '../../test/live/postgres.ts';
import type { Scenario } from './scenarios.ts';

/** The roles that share the server, as in production. */
export const ROLES = ['chronos_gateway', 'directus', 'ingestion'] as const;
export type Role = (typeof ROLES)[number];

/** A filled server, with a database that Directus has set up. */
export interface Shared {
  readonly server: LivePostgres;
  /** Of the superuser. */
  readonly ownerUrl: string;
  readonly directusToken: string;
  /** An administrator's token. */
  readonly adminToken: string;
  urlAs(role: Role): string;
}

const DATABASE = 'chronos';

/** Starts PostgreSQL, fills it with the sandbox's analytics, and lets a Directus create its tables and content. */
export async function startShared(
  say: (message: string) => void,
  settings?: Readonly<Record<string, string>>,
): Promise<Shared> {
  const server = await startPostgres(settings);
  const ownerUrl = await server.createDatabase(DATABASE);
  await loadAnalytics({ databaseUrl: ownerUrl, onProgress: say });
  const password = randomBytes(16).toString('hex');
  const urlAs = (role: Role) => Object.assign(new URL(ownerUrl), { username: role, password }).href;
  await execute(ownerUrl, rolesWith(password));

  const directus = await startRealDirectus({ databaseUrl: urlAs('directus') });
  const directusToken = randomBytes(16).toString('hex');
  const { adminToken } = directus;
  await provisionDirectus({
    directusUrl: directus.url,
    adminToken,
    databaseUrl: urlAs('directus'),
    gatewayToken: directusToken,
    onProgress: say,
  }).finally(() => directus.close());
  return { server, ownerUrl, directusToken, adminToken, urlAs };
}

/** Each role may log in; the ingestion owns what Alembic owns. */
const rolesWith = (password: string) => `
  CREATE ROLE directus LOGIN PASSWORD '${password}';
  CREATE ROLE ingestion LOGIN PASSWORD '${password}';
  ALTER ROLE chronos_gateway LOGIN PASSWORD '${password}';
  GRANT USAGE, CREATE ON SCHEMA gateway, public TO directus;
  GRANT TEMPORARY, CONNECT ON DATABASE ${DATABASE} TO directus, ingestion;
  DO $$
  DECLARE
    owned record;
  BEGIN
    FOR owned IN
      SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE nspname IN ('metadata', 'timeseries', 'geospatial', 'analytics') AND relkind IN ('r', 'm')
    LOOP
      EXECUTE format('ALTER TABLE %s OWNER TO ingestion', owned.name);
    END LOOP;
  END
  $$;
  GRANT USAGE, CREATE ON SCHEMA metadata, timeseries, geospatial, analytics TO ingestion`;

/** Sets the limits of deploy/database/limits.sql, or removes them. */
export async function limitRoles(ownerUrl: string, { hasLimits, ingestionWorkMem }: Scenario): Promise<void> {
  const limits = await readFile(new URL('../../deploy/database/limits.sql', import.meta.url), 'utf8');
  await execute(ownerUrl, hasLimits ? limits : ROLES.map(unlimited).join(';'));
  if (ingestionWorkMem) await execute(ownerUrl, `ALTER ROLE ingestion SET work_mem = '${ingestionWorkMem}'`);
}

const unlimited = (role: Role) => `
  ALTER ROLE ${role} RESET ALL; ALTER ROLE ${role} CONNECTION LIMIT -1;
  ${role === 'chronos_gateway' ? OF_GRANTS : ''}`;

/** What grants.sql sets. */
const OF_GRANTS = `
  ALTER ROLE chronos_gateway SET default_transaction_read_only = on;
  ALTER ROLE chronos_gateway SET statement_timeout = '10s'`;

async function execute(databaseUrl: string, statements: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(statements).finally(() => sql.end());
}
