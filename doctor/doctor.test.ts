import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { buildSchema, graphql, printSchema } from 'graphql';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { listen } from '../gateway/http/listen.ts';
import { startDirectus } from '../sandbox/directus/index.ts';
import { startTwenty } from '../sandbox/twenty/index.ts';
import { committedDirectusSchema } from '../subgraphs/directus/testing.ts';
import { ANALYTICS_SCHEMAS } from '../subgraphs/migrations/owners.ts';
import { type OwnDatabase, startOwnDatabase } from '../test/own-database.ts';
import { freePort } from '../test/ports.ts';
import { type Examination, examine } from './examine.ts';
import { report } from './report.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const ROOT = fileURLToPath(new URL('../', import.meta.url));

let database: OwnDatabase;
let directus: Awaited<ReturnType<typeof startDirectus>>;
let twenty: Awaited<ReturnType<typeof startTwenty>>;
let env: Record<string, string>;

beforeAll(async () => {
  [database, directus, twenty] = await Promise.all([
    startOwnDatabase(inject('live') ? '' : read('../sandbox/analytics/sql/time-bucket.sql')),
    startDirectus({ token: 'directus-token' }),
    startTwenty({ apiKey: 'twenty-key' }),
  ]);
  await asOwner(read('../deploy/grants.sql'));
  // The embedded server has one session, whose role the owner sets; the real one is logged in to as the role.
  const { username, password } = new URL(inject('databaseUrl'));
  env = {
    DATABASE_URL: Object.assign(new URL(database.databaseUrl), { username, password }).href,
    DIRECTUS_URL: directus.url,
    DIRECTUS_TOKEN: 'directus-token',
    TWENTY_URL: twenty.url,
    TWENTY_API_KEY: 'twenty-key',
  };
});

afterAll(async () => {
  await asOwner('');
  await database.exec('RESET ROLE');
  await Promise.all([database.close(), directus.close(), twenty.close()]);
});

const asOwner = (sql: string) => database.exec(`RESET ROLE; ${sql}; SET ROLE chronos_gateway`);

/** The rows of a query as the owner. */
async function asked<Row extends postgres.Row>(query: string): Promise<readonly Row[]> {
  const sql = postgres(database.databaseUrl, { max: 1 });
  return sql.unsafe<Row[]>(query).finally(() => sql.end());
}

/** What is not well. */
const unwell = ({ findings }: Examination) => findings.filter(({ status }) => status !== 'ok');

test('a database as it should be is well, with all that was looked at', async () => {
  const examination = await examine(env);
  expect(unwell(examination)).toEqual([]);
  expect(examination.ok).toBe(true);
  const looked = Map.groupBy(examination.findings, ({ check }) => check);
  expect(Object.fromEntries(Array.from(looked, ([check, all]) => [check, all.map(({ subject }) => subject)]))).toEqual({
    Settings: ['Settings', 'Staff'],
    Connections: ['Host', 'Database', 'Directus', 'Twenty'],
    Versions: ['PostgreSQL', 'TimescaleDB', 'PostGIS', 'pgvector'],
    Grants: [
      'Reads what Alembic owns',
      'Will read what Alembic adds',
      'Writes none of it',
      'Reads nothing of Directus and Twenty',
      'Has no right by PUBLIC',
    ],
    Owners: [
      'Each table has an owner',
      'Only the owner changes a table',
      'One role owns all tables of an owner',
      'Directus is the only sign-in',
    ],
    Drift: expect.arrayContaining(['analytics.data_freshness', 'geospatial.us_counties', 'metadata.series']),
    Indexes: ['Indexes'],
    Directus: ['Directus'],
    'Upstream schemas': ['Directus', 'Twenty'],
    Graph: ['Graph'],
  });
});

test('drift, column by column: a dropped column, a changed type, a lost NOT NULL, a column more, a view gone', async () => {
  await asOwner(`
    ALTER TABLE metadata.indicators DROP COLUMN decimals;
    ALTER TABLE metadata.data_sources ALTER COLUMN license TYPE varchar(40);
    ALTER TABLE metadata.series ALTER COLUMN title DROP NOT NULL;
    ALTER TABLE geospatial.us_zctas ADD COLUMN population bigint;
    ALTER MATERIALIZED VIEW analytics.data_freshness RENAME TO freshness`);
  const examination = await examine(env);
  const counts = await followAdvice();
  await asOwner('ALTER TABLE geospatial.us_zctas DROP COLUMN population; DROP MATERIALIZED VIEW analytics.freshness');
  expect(counts).toEqual([5, 2, 0]);
  const run = (change: string) => `Have Alembic run: ALTER TABLE ${change};`;
  expect(
    unwell(examination).map(({ check, subject, status, detail, remedy }) => [check, subject, status, detail, remedy]),
  ).toEqual([
    [
      'Drift',
      'geospatial.us_zctas.population',
      'warning',
      'It is bigint, and not in the definitions.',
      'Nothing breaks. To use it, add it to subgraphs/analytics/dialect/tables.ts. If another tool than Alembic added it: ALTER TABLE geospatial.us_zctas DROP COLUMN population;',
    ],
    [
      'Drift',
      'metadata.data_sources.license',
      'failed',
      'It is character varying(40): text is defined.',
      run('metadata.data_sources ALTER COLUMN license TYPE text USING license::text'),
    ],
    [
      'Drift',
      'metadata.indicators.decimals',
      'failed',
      'It is missing: smallint is defined.',
      run('metadata.indicators ADD COLUMN decimals smallint'),
    ],
    [
      'Drift',
      'metadata.series.title',
      'failed',
      'It may be null: NOT NULL is defined.',
      `Replace its nulls. ${run('metadata.series ALTER COLUMN title SET NOT NULL')}`,
    ],
    [
      'Drift',
      'analytics.data_freshness',
      'failed',
      'It is missing.',
      "Have Alembic run CREATE SCHEMA IF NOT EXISTS analytics; DROP MATERIALIZED VIEW IF EXISTS analytics.data_freshness; and what this prints: sed -n '/^CREATE MATERIALIZED VIEW analytics.data_freshness /,/;$/p' sandbox/analytics/sql/05-analytics.sql",
    ],
    [
      'Indexes',
      'analytics.data_freshness',
      'failed',
      'No btree index on (source_id): reading by key, and refreshing it without locking readers out is slow.',
      'Have Alembic run: CREATE UNIQUE INDEX ON analytics.data_freshness (source_id);',
    ],
  ]);
  expect(examination.ok).toBe(false);
});

/** Runs a step in a database without the schemas of the analytics. */
async function withoutSchemas(step: () => Promise<void>): Promise<void> {
  const names = ANALYTICS_SCHEMAS.join(', ');
  await asOwner(ANALYTICS_SCHEMAS.map((name) => `ALTER SCHEMA ${name} RENAME TO away_${name}`).join(';'));
  await step().finally(async () => {
    await asOwner(`DROP SCHEMA IF EXISTS ${names} CASCADE`);
    await asOwner(ANALYTICS_SCHEMAS.map((name) => `ALTER SCHEMA away_${name} RENAME TO ${name}`).join(';'));
  });
}

test('an empty database has one finding, which names the loader', () =>
  withoutSchemas(async () => {
    const { findings } = await examine(env);
    expect(findings.filter(({ status }) => status === 'failed' || status === 'warning')).toEqual([
      {
        check: 'Connections',
        subject: 'Database',
        status: 'failed',
        detail: expect.stringMatching(/^\w+ is empty: it has no schema of the analytics\.$/),
        remedy:
          'Load the demo with a role that may create extensions: DATABASE_URL=… node deploy/load-analytics.ts; or load your own data: docs/deployment.md, "Analytics of your own".',
      },
    ]);
  }));

/** Returns the SQL of a remedy: what it says, or what its command prints. */
function sqlOf({ remedy = '' }: Examination['findings'][number]): string {
  const [, before = '', command] = /run (CREATE .*;) and what this prints: (.*)$/.exec(remedy) ?? [];
  if (command === undefined) return remedy.replace(/^.*: (?=[A-Z]+ )/, '');
  return before + execFileSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
}

/** Follows the advice until nothing has failed, at most five times. Returns how many failures there were each time. */
async function followAdvice(): Promise<number[]> {
  const counts: number[] = [];
  for (let round = 0; round < 5; round++) {
    const failures = (await examine(env)).findings.filter(({ status }) => status === 'failed');
    counts.push(failures.length);
    if (failures.length === 0) break;
    // What depends on another failure's advice fails, and is found again.
    for (const failure of failures) await asOwner(sqlOf(failure)).catch(() => asOwner(''));
  }
  return counts;
}

test('following the advice alone makes every table, view, index and grant', () =>
  withoutSchemas(async () => {
    await asOwner('CREATE SCHEMA metadata');
    const counts = await followAdvice();
    expect(counts[0]).toBeGreaterThan(70);
    expect(counts.at(-1)).toBe(0);
  }));

test('grants: fails for every right that the role should not have, and its advice takes it from the role', async () => {
  const [server] = await asked<{ name: string }>('SELECT current_database() AS name');
  const alembic = 'alembic_of_the_test';
  await asOwner(`
    CREATE ROLE ${alembic};
    GRANT INSERT, UPDATE ON metadata.series TO chronos_gateway;
    GRANT UPDATE (name) ON metadata.indicators TO chronos_gateway;
    GRANT CREATE ON SCHEMA analytics TO PUBLIC;
    ALTER TABLE geospatial.us_zctas OWNER TO chronos_gateway;
    ALTER TABLE geospatial.us_places OWNER TO ${alembic};
    GRANT ${alembic} TO chronos_gateway;
    ALTER TABLE geospatial.ca_fsas OWNER TO chronos_migrator;
    REVOKE SELECT ON geospatial.ca_cmas FROM chronos_gateway;
    CREATE TABLE public.directus_users (email text);
    GRANT SELECT ON public.directus_users TO PUBLIC;
    CREATE SCHEMA core;
    CREATE TABLE core.users (email text, password text);
    GRANT USAGE ON SCHEMA core TO chronos_gateway;
    GRANT SELECT (email) ON core.users TO chronos_gateway;
    CREATE SCHEMA workspace_1;
    CREATE TABLE workspace_1.person (name text);
    GRANT SELECT ON workspace_1.person TO chronos_gateway;
    GRANT CONNECT ON DATABASE template1 TO PUBLIC;
    GRANT TEMPORARY ON DATABASE "${server?.name}" TO PUBLIC;
    GRANT EXECUTE ON FUNCTION lo_create(oid), lo_unlink(oid) TO PUBLIC`);
  const unwellGrants = async () => unwell(await examine(env)).filter(({ check }) => check === 'Grants');
  const found = await unwellGrants();
  const [{ owner } = { owner: '' }] = await asked<{ owner: string }>(
    "SELECT pg_get_userbyid(nspowner)::text AS owner FROM pg_namespace WHERE nspname = 'geospatial'",
  );
  const writes = (rights: string) => `The role could write what Alembic owns: ${rights}.`;
  // workspace_1.person is granted, but not its schema: it can't be read.
  expect(found.map(({ check, subject, status, detail, remedy }) => [check, subject, status, detail, remedy])).toEqual(
    [
      [
        'geospatial.ca_cmas',
        'The role may not read it.',
        'GRANT USAGE ON SCHEMA geospatial TO chronos_gateway; GRANT SELECT ON geospatial.ca_cmas TO chronos_gateway;',
      ],
      [
        'geospatial, tables of chronos_migrator',
        'The role could not read a table that its owner adds.',
        'ALTER DEFAULT PRIVILEGES FOR ROLE chronos_migrator IN SCHEMA geospatial GRANT SELECT ON TABLES TO chronos_gateway;',
      ],
      ['SCHEMA analytics', writes('CREATE'), 'REVOKE CREATE ON SCHEMA analytics FROM PUBLIC;'],
      ['geospatial.us_places', writes('as its owner'), `REVOKE ${alembic} FROM chronos_gateway;`],
      ['geospatial.us_zctas', writes('as its owner'), `ALTER TABLE geospatial.us_zctas OWNER TO ${owner};`],
      ['metadata.indicators', writes('UPDATE'), 'REVOKE UPDATE ON metadata.indicators FROM chronos_gateway;'],
      ['metadata.series', writes('INSERT, UPDATE'), 'REVOKE INSERT, UPDATE ON metadata.series FROM chronos_gateway;'],
      ['core.users', 'The role could read it: SELECT.', 'REVOKE SELECT ON core.users FROM chronos_gateway;'],
      [
        'public.directus_users',
        'The role could read it: SELECT.',
        'REVOKE SELECT ON public.directus_users FROM PUBLIC;',
      ],
      [
        `DATABASE ${server?.name}`,
        'Every role has it, by PUBLIC: TEMPORARY.',
        `REVOKE TEMPORARY ON DATABASE ${server?.name} FROM PUBLIC;`,
      ],
      [
        'DATABASE template1',
        'Every role has it, by PUBLIC: CONNECT.',
        'REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;',
      ],
      [
        'Large objects',
        'Every role has it, by PUBLIC: EXECUTE.',
        'REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_unlink(oid) FROM PUBLIC;',
      ],
    ].map(([subject, detail, remedy]) => ['Grants', subject, 'failed', detail, remedy]),
  );

  const follow = async (advised: typeof found) => {
    await asOwner(advised.map(({ remedy }) => remedy).join('\n'));
    return unwellGrants();
  };
  // Its new owner's table is granted to nobody yet, and what that owner adds would not be: the next advice says so.
  const left = await follow(found);
  expect(left.map(({ subject }) => subject)).toEqual(['geospatial.us_zctas', `geospatial, tables of ${alembic}`]);
  expect(await follow(left)).toEqual([]);
  await asOwner(`
    ALTER TABLE geospatial.ca_fsas OWNER TO ${owner};
    ALTER TABLE geospatial.us_places OWNER TO ${owner};
    DROP OWNED BY ${alembic};
    DROP ROLE ${alembic};
    ALTER DEFAULT PRIVILEGES FOR ROLE chronos_migrator IN SCHEMA geospatial REVOKE SELECT ON TABLES FROM chronos_gateway;
    DROP TABLE public.directus_users;
    DROP SCHEMA core CASCADE;
    DROP SCHEMA workspace_1 CASCADE`);
  expect(unwell(await examine(env))).toEqual([]);
});

test('indexes that the fast queries need', async () => {
  await asOwner('DROP INDEX timeseries.economic_observations_latest; DROP INDEX geospatial.us_places_search');
  const examination = await examine(env);
  await asOwner(`
    CREATE INDEX economic_observations_latest
      ON timeseries.economic_observations (series_id, observed_at DESC) INCLUDE (value);
    CREATE INDEX us_places_search ON geospatial.us_places
      USING gin ((name || ' ' || coalesce(name_fr, '') || ' ' || code) gin_trgm_ops)`);
  expect(unwell(examination).map(({ subject, status, remedy }) => ({ subject, status, remedy }))).toEqual([
    {
      subject: 'timeseries.economic_observations',
      status: 'failed',
      remedy:
        'Have Alembic run: CREATE INDEX ON timeseries.economic_observations (series_id, observed_at) INCLUDE (value);',
    },
    {
      subject: 'geospatial.us_places',
      status: 'failed',
      remedy:
        "Have Alembic run: CREATE INDEX ON geospatial.us_places USING gin ((name || ' ' || coalesce(name_fr, '') || ' ' || code) gin_trgm_ops);",
    },
  ]);
});

test('upstream schemas against the committed ones', async () => {
  const changed = printSchema(committedDirectusSchema())
    .replace(/^ {2}job_title: String!\n/m, '')
    .replace(/^enum EventEnum \{\n/m, 'enum EventEnum {\n  restore\n  archive\n  publish\n');
  const url = await serve(changed);
  const { findings } = await examine({ ...env, DIRECTUS_URL: url });
  expect(findings.filter(({ check, status }) => check === 'Upstream schemas' && status !== 'ok')).toEqual([
    {
      check: 'Upstream schemas',
      subject: 'Directus',
      status: 'failed',
      detail: 'cms_authors.job_title was removed.',
      remedy:
        'Restore it, or write the new schema to subgraphs/directus/schema.graphql by `npm run schema -- --upstreams` and correct what fails then.',
    },
    {
      check: 'Upstream schemas',
      subject: 'Directus',
      status: 'warning',
      detail: 'restore was added to enum type EventEnum. There are 2 more such additions.',
      remedy:
        'Nothing if these are your own fields; else write the new schema to subgraphs/directus/schema.graphql by `npm run schema -- --upstreams`.',
    },
  ]);
});

test('what cannot join the graph, as the start reports it', async () => {
  const changed = printSchema(committedDirectusSchema())
    .replace(/^type cms_tags \{\n/m, 'type cms_tags {\n  Slug: String\n  slug_: String\n')
    .replace(/^ {2}region_code: String\n/m, '  area_code: String\n');
  const { ok, findings } = await examine({ ...env, DIRECTUS_URL: await serve(changed) });
  expect(findings.filter(({ check }) => check === 'Graph')).toEqual([
    // This server has a schema alone.
    expect.objectContaining({ subject: 'Directus /server/specs/oas' }),
    {
      check: 'Graph',
      subject: 'Directus cms_tags.Slug',
      status: 'warning',
      detail: 'The field is left out: it and slug would both be SLUG in the graph.',
      remedy: "Give Slug another `name` in the `fields` of cms_tags in the deployment's file.",
    },
    {
      check: 'Graph',
      subject: 'Directus cms_tags.slug_',
      status: 'warning',
      detail: 'The field is left out: it and slug would both be slug in the graph.',
      remedy: "Give slug_ another `name` in the `fields` of cms_tags in the deployment's file.",
    },
    {
      check: 'Graph',
      subject: 'CmsArticle.region',
      status: 'warning',
      detail: 'The link is left out: Cannot query field "regionCode" on type "CmsArticle".',
      remedy: "Restore what is missing, or change the link in the deployment's file.",
    },
    expect.objectContaining({ subject: 'Region.articles' }),
  ]);
  expect(ok).toBe(false);
});

test('a replica that follows nothing, and one that does not answer', async () => {
  const replica = async (DATABASE_REPLICA_URL: string) => {
    const { findings } = await examine({ ...env, DATABASE_REPLICA_URL });
    return findings.filter(({ subject }) => subject === 'Replica');
  };
  expect(await replica(String(env.DATABASE_URL))).toEqual([
    {
      check: 'Connections',
      subject: 'Replica',
      status: 'warning',
      detail: 'It follows no other server: its lag is unknown, and it is not read.',
      remedy:
        'Set DATABASE_REPLICA_URL= to use no replica, or to the URL of a standby. If this server was promoted, set DATABASE_URL to its URL.',
    },
  ]);
  expect(await replica(`postgres://nobody@127.0.0.1:${await freePort()}/none`)).toEqual([
    {
      check: 'Connections',
      subject: 'Replica',
      status: 'failed',
      detail: 'It does not answer: ECONNREFUSED. The database itself is read.',
      remedy: 'Start it: docker compose up --detach --wait database; or correct DATABASE_REPLICA_URL.',
    },
  ]);
});

test('an address of another machine, and an OpenID provider and a database of keys that do not answer', async () => {
  const nobody = `127.0.0.1:${await freePort()}`;
  const unreachable = {
    HOST: 'nowhere.invalid',
    OIDC_ISSUER: `http://${nobody}/realm`,
    OIDC_AUDIENCE: 'chronos',
    GATEWAY_DATABASE_URL: `postgres://keys@${nobody}/keys`,
  };
  const examination = await examine({ ...env, ...unreachable });
  expect(unwell(examination)).toEqual(
    [
      {
        subject: 'Host',
        detail: 'nowhere.invalid is not an address of this machine.',
        remedy: 'Set HOST=127.0.0.1 for this machine alone, or HOST=0.0.0.0 for all its addresses.',
      },
      {
        subject: 'Keys',
        detail: 'Their database does not answer: ECONNREFUSED.',
        remedy: 'Start it: docker compose up --detach --wait database; or correct GATEWAY_DATABASE_URL.',
      },
      {
        subject: 'OpenID provider',
        detail: `It does not answer at http://${nobody}/realm: ECONNREFUSED.`,
        remedy: `See why: curl --fail --show-error http://${nobody}/realm/.well-known/openid-configuration; or correct OIDC_ISSUER.`,
      },
    ].map((finding) => ({ check: 'Connections', status: 'failed', ...finding })),
  );
});

test('invalid settings are reported, and end the examination', async () => {
  expect(await examine({ PORT: 'abc', CHRONOS_SANDBOX: 'true' })).toEqual({
    ok: false,
    findings: [
      {
        check: 'Settings',
        subject: 'PORT',
        status: 'failed',
        detail: 'PORT must be a whole number from 0 to 65535.',
        remedy: 'Correct it in the environment or in .env.',
      },
    ],
  });
});

test('a report for people: aligned, each failure with its remedy', async () => {
  const nobody = `127.0.0.1:${await freePort()}`;
  const examination = await examine({
    ...env,
    DATABASE_URL: `postgres://nobody@${nobody}/none`,
    TWENTY_URL: `http://${nobody}`,
    REDIS_URL: `redis://:password@${nobody}`,
  });
  expect(report(examination)).toBe(`Settings
  ok       Settings  All are valid.
  ok       Staff     Users with Directus's admin access have every scope, all others none: STAFF_ROLES is not set.

Connections
  ok       Host      The gateway can listen on 127.0.0.1.
  FAILED   Database  It does not answer: ECONNREFUSED.
           → Start it: docker compose up --detach --wait database; or correct DATABASE_URL.
  ok       Directus  It answers at ${directus.url}.
  FAILED   Twenty    It does not answer at http://${nobody}: ECONNREFUSED.
           → Start it: docker compose up --detach --wait twenty; or correct TWENTY_URL.
  FAILED   Redis     It does not answer: ECONNREFUSED.
           → Start it: docker compose up --detach --wait redis; or correct REDIS_URL. Until then each gateway has its own limits.

Versions
  skipped  Database  It does not answer: see the connections.

Grants
  skipped  Database  It does not answer: see the connections.

Owners
  skipped  Database  It does not answer: see the connections.

Drift
  skipped  Database  It does not answer: see the connections.

Indexes
  skipped  Database  It does not answer: see the connections.

Directus
  ok       Directus  11.17.4

Upstream schemas
  ok       Directus  It has everything in subgraphs/directus/schema.graphql.
  FAILED   Twenty    Twenty cannot be reached (ECONNREFUSED: connect ECONNREFUSED ${nobody}).
           → Start it: docker compose up --detach --wait twenty; or correct TWENTY_URL and TWENTY_API_KEY.

Graph
  ok       Graph  It has everything that the deployment's file names.

Some checks failed: 4 failed, 0 warnings, 5 skipped, 7 ok.`);
});

/** Serves a schema until the test is over. */
async function serve(text: string): Promise<string> {
  const schema = buildSchema(text, { assumeValid: true });
  const server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk);
    const { query = '{ __typename }' } = body.length > 0 ? JSON.parse(Buffer.concat(body).toString()) : {};
    response.end(JSON.stringify(await graphql({ schema, source: query })));
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listen(server, { host: '127.0.0.1', port: 0 });
}
