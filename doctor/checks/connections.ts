import type { Sql } from 'postgres';
import { pingRedis } from '../../gateway/redis.ts';
import { type Check, type Finding, failed, ok, reason, skipped } from '../check.ts';
import { examineReplica } from './replica.ts';

const DEADLINE_MS = 5_000;

/** Every server that the settings name answers. */
export const connections: Check = {
  name: 'Connections',
  run: ({ sql, config: { analytics, cms, crm, redisUrl } }) =>
    Promise.all([
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
      ...(redisUrl ? [redis(redisUrl)] : []),
    ]),
};

const sandbox = (subject: string) => skipped(subject, "The sandbox's stands in for it.");

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
