import { createServer } from 'node:http';
import type { Sql } from 'postgres';
import type { Config } from '../../gateway/config.ts';
import { listen } from '../../gateway/http/listen.ts';
import type { OidcProvider } from '../../gateway/identity/oidc.ts';
import { pingRedis } from '../../gateway/redis.ts';
import { type Check, type CheckResult, failed, isEmpty, ok, openDatabase, reason, skipped, warning } from '../check.ts';
import { databaseRemedy, HTTP_SERVERS, type HttpServer, startRemedy } from './remedies.ts';

const DEADLINE_MS = 5_000;

/** Checks that every server of the settings answers. */
export const connections: Check = {
  name: 'Connections',
  run: ({ sql, config: { host, analytics, cms, crm, oidc, keysDatabaseUrl, redisUrl } }) =>
    Promise.all([
      listens(host),
      sql
        ? database(sql)
        : 'analyticsUrl' in analytics
          ? server('Analytics', analytics.analyticsUrl, HTTP_SERVERS.analytics)
          : sandbox('Database'),
      ...('replica' in analytics && analytics.replica
        ? [examineReplica(analytics.replica.databaseUrl, analytics.replica.maxLagSeconds)]
        : []),
      cms.sandbox ? sandbox('Directus') : server('Directus', cms.url, HTTP_SERVERS.directus),
      crm.sandbox ? sandbox('Twenty') : server('Twenty', crm.url, HTTP_SERVERS.twenty),
      ...(keysDatabaseUrl !== undefined && !isAnalytics(keysDatabaseUrl, analytics) ? [keys(keysDatabaseUrl)] : []),
      ...(oidc ? [provider(oidc)] : []),
      ...(redisUrl ? [redis(redisUrl)] : []),
    ]),
};

const sandbox = (subject: string) => skipped(subject, 'The sandbox has its own.');

/** Listens on a free port, since the gateway may be running. */
async function listens(host: string): Promise<CheckResult> {
  const server = createServer();
  try {
    await listen(server, { host, port: 0 });
    return ok('Host', `The gateway can listen on ${host}.`);
  } catch {
    const remedy = 'Set HOST=127.0.0.1 for this machine alone, or HOST=0.0.0.0 for all its addresses.';
    return failed('Host', `${host} is not an address of this machine.`, remedy);
  } finally {
    server.close();
  }
}

const isAnalytics = (url: string, analytics: Config['analytics']) =>
  'databaseUrl' in analytics && analytics.databaseUrl === url;

/** Checks the database of partners' keys, if its URL is another one. Its role must not be able to create keys. */
async function keys(url: string): Promise<CheckResult> {
  const sql = openDatabase(url);
  try {
    const [row] = await sql<{ role: string; createsKeys: boolean }[]>`
      SELECT current_user::text AS role, EXISTS (
        SELECT FROM pg_namespace WHERE nspname = 'gateway' AND has_schema_privilege(oid, 'CREATE')) AS "createsKeys"`;
    if (!row?.createsKeys) return ok('Keys', `Their database answers, as ${row?.role}.`);
    const reader = decodeURI(Object.assign(new URL(url), { username: 'chronos_gateway', password: '…' }).href);
    const remedy = `Set GATEWAY_DATABASE_URL=${reader} with its password; only npm run keys creates keys, by MIGRATOR_DATABASE_URL.`;
    return failed('Keys', `A gateway that runs as ${row.role} could create keys; it only has to read them.`, remedy);
  } catch (error) {
    const remedy = databaseRemedy(sql, error, 'GATEWAY_DATABASE_URL');
    return failed('Keys', `Their database does not answer: ${reason(error)}.`, remedy);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Checks the OpenID provider's keys, or its discovery document. */
function provider({ issuer, jwksUrl }: OidcProvider): Promise<CheckResult> {
  return jwksUrl === undefined
    ? server('OpenID provider', issuer, HTTP_SERVERS.oidcIssuer)
    : server('OpenID provider', jwksUrl, HTTP_SERVERS.oidcKeys);
}

const LOADER =
  'Load the demo with a role that may create extensions: DATABASE_URL=… node deploy/load-analytics.ts; or load your own data: ' +
  'docs/deployment.md, "Analytics of your own".';

async function database(sql: Sql): Promise<CheckResult> {
  try {
    const [row] = await sql<{ role: string; name: string }[]>`
      SELECT current_user::text AS role, current_database()::text AS name`;
    if (!(await isEmpty(sql))) return ok('Database', `It answers, as ${row?.role} in ${row?.name}.`);
    return failed('Database', `${row?.name} is empty: it has no schema of the analytics.`, LOADER);
  } catch (error) {
    return failed('Database', `It does not answer: ${reason(error)}.`, databaseRemedy(sql, error, 'DATABASE_URL'));
  }
}

async function server(
  subject: string,
  url: string,
  { path, setting, starts, shows }: HttpServer,
): Promise<CheckResult> {
  const address = url.replace(/\/+$/, '') + path;
  try {
    const { status, ok: good } = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
    if (good) return ok(subject, `It answers at ${url}.`);
    return failed(subject, `${address} answers HTTP ${status}.`, `See why: ${shows(address)}; or correct ${setting}.`);
  } catch (error) {
    const remedy = starts ? startRemedy(starts, setting) : `See why: ${shows(address)}; or correct ${setting}.`;
    return failed(subject, `It does not answer at ${url}: ${reason(error)}.`, remedy);
  }
}

async function redis(url: string): Promise<CheckResult> {
  try {
    await pingRedis(url, DEADLINE_MS);
    return ok('Redis', 'It answers.');
  } catch (error) {
    const start = startRemedy('docker compose up --detach --wait redis', 'REDIS_URL');
    const remedy = `${start} Until then each gateway has its own limits.`;
    return failed('Redis', `It does not answer: ${reason(error)}.`, remedy);
  }
}

interface Row {
  readonly role: string;
  readonly isStandby: boolean;
  readonly waits: boolean;
  readonly isPaused: boolean | null;
  readonly seconds: number | null;
}

/**
 * Checks that a replica of the database answers, follows it, and is not too far behind.
 * @param maxLagSeconds DATABASE_REPLICA_MAX_LAG_SECONDS
 */
async function examineReplica(databaseUrl: string, maxLagSeconds: number): Promise<CheckResult> {
  const sql = openDatabase(databaseUrl);
  try {
    // Without writes the last transaction grows old. That is not a lag if all received WAL is replayed.
    const [row] = await sql<Row[]>`
      SELECT current_user::text AS role, pg_is_in_recovery() AS "isStandby",
        pg_last_wal_receive_lsn() IS DISTINCT FROM pg_last_wal_replay_lsn() AS waits,
        CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() END AS "isPaused",
        extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS seconds`;
    if (!row?.isStandby) return NO_STANDBY;
    const seconds = row.seconds ?? Number.POSITIVE_INFINITY;
    if (row.waits && seconds > maxLagSeconds) {
      const far = row.seconds === null ? 'how far is unknown' : `about ${Math.round(row.seconds)} s`;
      const remedy = row.isPaused ? 'As its superuser: SELECT pg_wal_replay_resume();' : SLOW_REPLAY;
      return warning('Replica', `It is behind, ${far}: the database itself is read.`, remedy);
    }
    return ok('Replica', `It answers, as ${row.role}, and follows.`);
  } catch (error) {
    const remedy = databaseRemedy(sql, error, 'DATABASE_REPLICA_URL');
    return failed('Replica', `It does not answer: ${reason(error)}. The database itself is read.`, remedy);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const SLOW_REPLAY =
  "See what its replay waits for: SELECT wait_event FROM pg_stat_activity WHERE backend_type = 'startup'; or accept more lag " +
  'by DATABASE_REPLICA_MAX_LAG_SECONDS.';

const NO_STANDBY = warning(
  'Replica',
  'It follows no other server: its lag is unknown, and it is not read.',
  'Set DATABASE_REPLICA_URL= to use no replica, or to the URL of a standby. If this server was promoted, set DATABASE_URL to its URL.',
);
