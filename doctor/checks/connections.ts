import { createServer } from 'node:http';
import postgres, { type Sql } from 'postgres';
import type { Config } from '../../gateway/config.ts';
import { listen } from '../../gateway/http/listen.ts';
import type { OidcProvider } from '../../gateway/identity/oidc.ts';
import { pingRedis } from '../../gateway/redis.ts';
import { type Check, type Finding, failed, ok, reason, skipped } from '../check.ts';
import { examineReplica } from './replica.ts';

const DEADLINE_MS = 5_000;

/** Every server that the settings name answers. */
export const connections: Check = {
  name: 'Connections',
  run: ({ sql, config: { host, analytics, cms, crm, oidc, keysDatabaseUrl, redisUrl } }) =>
    Promise.all([
      listens(host),
      sql
        ? database(sql)
        : 'analyticsUrl' in analytics
          ? server('Analytics', analytics.analyticsUrl, '/healthz', 'ANALYTICS_URL')
          : sandbox('Database'),
      ...('replica' in analytics && analytics.replica
        ? [examineReplica(analytics.replica.databaseUrl, analytics.replica.maxLagSeconds)]
        : []),
      cms.sandbox ? sandbox('Directus') : server('Directus', cms.url, '/server/ping', 'DIRECTUS_URL'),
      crm.sandbox ? sandbox('Twenty') : server('Twenty', crm.url, '/healthz', 'TWENTY_URL'),
      ...(keysDatabaseUrl !== undefined && !isAnalytics(keysDatabaseUrl, analytics) ? [keys(keysDatabaseUrl)] : []),
      ...(oidc ? [provider(oidc)] : []),
      ...(redisUrl ? [redis(redisUrl)] : []),
    ]),
};

const sandbox = (subject: string) => skipped(subject, "The sandbox's stands in for it.");

/** Takes a free port, since the gateway may run. */
async function listens(host: string): Promise<Finding> {
  const server = createServer();
  try {
    await listen(server, { host, port: 0 });
    return ok('Host', `Can be listened on, at ${host}.`);
  } catch {
    const remedy = 'Set HOST to one, such as 127.0.0.1, or 0.0.0.0 for all of them.';
    return failed('Host', `${host} is no address of this machine.`, remedy);
  } finally {
    server.close();
  }
}

const isAnalytics = (url: string, analytics: Config['analytics']) =>
  'databaseUrl' in analytics && analytics.databaseUrl === url;

/** Where partners' keys are read, where that is another database or role: one that makes none. */
async function keys(url: string): Promise<Finding> {
  const sql = postgres(url, { max: 1, connect_timeout: DEADLINE_MS / 1_000, fetch_types: false, onnotice: () => {} });
  try {
    const [row] = await sql<{ role: string; makesKeys: boolean }[]>`
      SELECT current_user::text AS role, EXISTS (
        SELECT FROM pg_namespace WHERE nspname = 'gateway' AND has_schema_privilege(oid, 'CREATE')) AS "makesKeys"`;
    if (!row?.makesKeys) return ok('Keys', `Their database answers, as ${row?.role}.`);
    const remedy =
      'Unset GATEWAY_DATABASE_URL, or log in as chronos_gateway there; MIGRATOR_DATABASE_URL is for npm run keys.';
    return failed('Keys', `A gateway that runs as ${row.role} could make keys, and needs only to read them.`, remedy);
  } catch (error) {
    const remedy = 'Start it, or correct host, port, name and password in GATEWAY_DATABASE_URL.';
    return failed('Keys', `Their database does not answer: ${reason(error)}.`, remedy);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The OpenID provider's keys, or its discovery document, which says where they are. */
function provider({ issuer, jwksUrl }: OidcProvider): Promise<Finding> {
  return jwksUrl === undefined
    ? server('OpenID provider', issuer, '/.well-known/openid-configuration', 'OIDC_ISSUER')
    : server('OpenID provider', jwksUrl, '', 'OIDC_JWKS_URL');
}

async function database(sql: Sql): Promise<Finding> {
  try {
    const [row] = await sql<{ role: string; name: string }[]>`
      SELECT current_user::text AS role, current_database()::text AS name`;
    return ok('Database', `Answers, as ${row?.role} in ${row?.name}.`);
  } catch (error) {
    const remedy = 'Start it, or correct host, port, name and password in DATABASE_URL.';
    return failed('Database', `It does not answer: ${reason(error)}.`, remedy);
  }
}

async function server(subject: string, url: string, path: string, setting: string): Promise<Finding> {
  const address = url.replace(/\/+$/, '') + path;
  try {
    const { status, ok: good } = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
    if (good) return ok(subject, `Answers, at ${url}.`);
    return failed(subject, `${address} answers HTTP ${status}.`, `Look at its log, or correct ${setting}.`);
  } catch (error) {
    return failed(subject, `It does not answer at ${url}: ${reason(error)}.`, `Start it, or correct ${setting}.`);
  }
}

async function redis(url: string): Promise<Finding> {
  try {
    await pingRedis(url, DEADLINE_MS);
    return ok('Redis', 'Answers.');
  } catch (error) {
    const remedy = 'Start it, or correct REDIS_URL. Until then each gateway counts for itself what callers use.';
    return failed('Redis', `It does not answer: ${reason(error)}.`, remedy);
  }
}
