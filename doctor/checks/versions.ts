import { unsupportedBecause } from '../../subgraphs/directus/client/server-version.ts';
import { createDirectusClient } from '../../subgraphs/directus/client.ts';
import { type Check, type CheckResult, databaseCheck, failed, ok, reason, skipped } from '../check.ts';

/** The oldest supported major version of PostgreSQL. */
const OLDEST = 14;

/** Checks PostgreSQL and its extensions. */
export const versions = databaseCheck('Versions', async (sql) => {
  const [row] = await sql<{ major: number; version: string; timeBucket: boolean }[]>`
    SELECT
      current_setting('server_version_num')::integer / 10000 AS major,
      split_part(current_setting('server_version'), ' ', 1) AS version,
      EXISTS (SELECT FROM pg_proc WHERE proname = 'time_bucket') AS "timeBucket"`;
  const installed = await sql<{ name: string; version: string }[]>`
    SELECT extname AS name, extversion AS version FROM pg_extension`;
  const versionOf = new Map(installed.map(({ name, version }) => [name, version]));
  const { major = 0, version = 'unknown', timeBucket = false } = row ?? {};
  return [
    major >= OLDEST
      ? ok('PostgreSQL', version)
      : failed('PostgreSQL', version, `Upgrade the server to PostgreSQL ${OLDEST} or newer by pg_upgrade.`),
    timescale(versionOf.get('timescaledb'), timeBucket),
    extension('PostGIS', versionOf.get('postgis')),
    vector(versionOf.get('vector')),
  ];
});

function extension(name: string, version: string | undefined, preload = ''): CheckResult {
  if (version !== undefined) return ok(name, version);
  return failed(name, 'It is not installed.', `As a superuser: CREATE EXTENSION ${name.toLowerCase()};${preload}`);
}

function timescale(version: string | undefined, timeBucket: boolean): CheckResult {
  if (version === undefined && timeBucket) {
    return ok('TimescaleDB', 'It is not installed; a function time_bucket replaces it.');
  }
  return extension('TimescaleDB', version, PRELOAD);
}

const PRELOAD =
  " If the server refuses it, first: ALTER SYSTEM SET shared_preload_libraries = 'timescaledb'; then restart the server.";

function vector(version: string | undefined): CheckResult {
  return ok('pgvector', version ?? 'It is not installed; related series are found without embeddings.');
}

/** Checks that Directus's version is supported; the graph's findings have other facts about it. */
export const directusVersion: Check = {
  name: 'Directus',
  async run({ config: { cms, upstreamTimeoutMs: timeoutMs } }) {
    if (cms.sandbox) return [skipped('Directus', 'The sandbox has its own.')];
    const client = createDirectusClient({ url: cms.url, timeoutMs });
    try {
      const server = await client.serverInfo(cms.token);
      if (!server) return [skipped('Directus', 'It shows its version only to its users: set DIRECTUS_TOKEN.')];
      const problem = unsupportedBecause(server);
      return [problem ? failed('Directus', `It is ${server.version}.`, problem) : ok('Directus', server.version)];
    } catch (error) {
      return [skipped('Directus', `Its version cannot be read: ${reason(error)}`)];
    } finally {
      await client.close();
    }
  },
};
