import { createServer } from 'node:http';
import type { Sql } from 'postgres';
import type { Config } from '../../gateway/config.ts';
import { listen } from '../../gateway/http/listen.ts';
import type { OidcProvider } from '../../gateway/identity/oidc.ts';
import { pingRedis } from '../../gateway/redis.ts';
import { type Check, type CheckResult, failed, isEmpty, ok, openDatabase, reason, skipped, warning } from '../check.ts';

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

const sandbox = (subject: string) => skipped(subject, 'The sandbox has its own.');

/** Listens on a free port, since the gateway may be running. */
async function listens(host: string): Promise<CheckResult> {
  const server = createServer();
  try {
    await listen(server, { host, port: 0 });
    return ok('Host', `The gateway can listen on ${host}.`);
  } catch {
    const remedy = 'Set HOST to one, such as 127.0.0.1, or 0.0.0.0 for all of them.';
    return failed('Host', `${host} is no address of this machine.`, remedy);
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
    const remedy =
      'Unset GATEWAY_DATABASE_URL, or log in as chronos_gateway there; MIGRATOR_DATABASE_URL is for npm run keys.';
    return failed('Keys', `A gateway that runs as ${row.role} could create keys, and needs only to read them.`, remedy);
  } catch (error) {
    const remedy = 'Start it, or correct host, port, name and password in GATEWAY_DATABASE_URL.';
    return failed('Keys', `Their database does not answer: ${reason(error)}.`, remedy);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Checks the OpenID provider's keys, or its discovery document. */
function provider({ issuer, jwksUrl }: OidcProvider): Promise<CheckResult> {
  return jwksUrl === undefined
    ? server('OpenID provider', issuer, '/.well-known/openid-configuration', 'OIDC_ISSUER')
    : server('OpenID provider', jwksUrl, '', 'OIDC_JWKS_URL');
}

const LOADER =
  'Load the demo with a role that may create extensions: DATABASE_URL=… node deploy/load-analytics.ts; or your own data: ' +
  'docs/deployment.md, "Analytics of your own".';

async function database(sql: Sql): Promise<CheckResult> {
  try {
    const [row] = await sql<{ role: string; name: string }[]>`
      SELECT current_user::text AS role, current_database()::text AS name`;
    if (!(await isEmpty(sql))) return ok('Database', `Answers, as ${row?.role} in ${row?.name}.`);
    return failed('Database', `${row?.name} is empty: it has no schema of the analytics.`, LOADER);
  } catch (error) {
    const remedy = 'Start it, or correct host, port, name and password in DATABASE_URL.';
    return failed('Database', `It does not answer: ${reason(error)}.`, remedy);
  }
}

async function server(subject: string, url: string, path: string, setting: string): Promise<CheckResult> {
  const address = url.replace(/\/+$/, '') + path;
  try {
    const { status, ok: good } = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
    if (good) return ok(subject, `Answers, at ${url}.`);
    return failed(subject, `${address} answers HTTP ${status}.`, `Look at its log, or correct ${setting}.`);
  } catch (error) {
    return failed(subject, `It does not answer at ${url}: ${reason(error)}.`, `Start it, or correct ${setting}.`);
  }
}

async function redis(url: string): Promise<CheckResult> {
  try {
    await pingRedis(url, DEADLINE_MS);
    return ok('Redis', 'Answers.');
  } catch (error) {
    const remedy = 'Start it, or correct REDIS_URL. Until then each gateway counts for itself what callers use.';
    return failed('Redis', `It does not answer: ${reason(error)}.`, remedy);
  }
}

const REMEDY = 'Start it, or correct DATABASE_REPLICA_URL. Until then the database itself is read from.';
const BEHIND_REMEDY =
  'Look whether its replay is paused, or its disk too slow. Until it has caught up the database itself is read from.';

interface Row {
  readonly role: string;
  readonly isStandby: boolean;
  readonly waits: boolean;
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
        extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS seconds`;
    if (!row?.isStandby) return NO_STANDBY;
    const seconds = row.seconds ?? Number.POSITIVE_INFINITY;
    if (row.waits && seconds > maxLagSeconds) {
      const far = row.seconds === null ? 'how far is unknown' : `about ${Math.round(row.seconds)} s`;
      return warning('Replica', `It is behind, ${far}.`, BEHIND_REMEDY);
    }
    return ok('Replica', `Answers, as ${row.role}, and follows.`);
  } catch (error) {
    return failed('Replica', `It does not answer: ${reason(error)}.`, REMEDY);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const NO_STANDBY = warning(
  'Replica',
  'It follows no other server: how far it is behind is unknown, and it is not read from.',
  'Set DATABASE_REPLICA_URL to a standby of the database; or, where this one has been promoted, DATABASE_URL to it.',
);
