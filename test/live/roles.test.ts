import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { examine } from '../../doctor/examine.ts';
import { hashOf } from '../../gateway/identity/compare.ts';
import { migrateKeys } from '../../gateway/identity/keys/migrate.ts';
import { openKeyStore } from '../../gateway/identity/keys/store.ts';
import { type LivePostgres, startPostgres } from './postgres.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const PASSWORDS = {
  chronos_gateway: 'password-of-the-gateway',
  chronos_migrator: 'password-of-the-migrator',
  directus: 'password-of-directus',
  twenty: 'password-of-twenty',
  neighbour: 'password-of-a-neighbour',
} as const;
type Role = keyof typeof PASSWORDS;

let server: LivePostgres;
beforeAll(async () => {
  server = await startPostgres();
  await server.createDatabase('chronos');
  await server.createDatabase('of_a_neighbour');
  await asSuperuser('postgres', `CREATE ROLE neighbour LOGIN PASSWORD '${PASSWORDS.neighbour}'`);
  await runRoles();
  await asSuperuser(
    'chronos',
    `CREATE ROLE alembic;
     CREATE SCHEMA metadata AUTHORIZATION alembic; CREATE SCHEMA timeseries AUTHORIZATION alembic;
     CREATE SCHEMA geospatial AUTHORIZATION alembic; CREATE SCHEMA analytics AUTHORIZATION alembic`,
  );
  await asSuperuser('chronos', read('../../deploy/grants.sql'));
});
afterAll(() => server?.close());

async function asSuperuser(database: string, statements: string): Promise<void> {
  const sql = postgres(server.url(database), { max: 1, onnotice: () => {} });
  await sql.unsafe(statements).finally(() => sql.end());
}

/** Runs deploy/database/roles.sh as the database's image does, by the server's own psql. */
async function runRoles(): Promise<void> {
  const { command, args, env } = server.psql('chronos');
  const [user = '', tree = ''] = args;
  const { hostname, port, username, password } = new URL(server.url('chronos'));
  const script = spawn(command, [user, tree, 'bash', '-s'], {
    env: {
      ...env,
      ...{ PGHOST: hostname, PGPORT: port, PGPASSWORD: password, POSTGRES_USER: username, POSTGRES_DB: 'chronos' },
      GATEWAY_DB_PASSWORD: PASSWORDS.chronos_gateway,
      MIGRATOR_DB_PASSWORD: PASSWORDS.chronos_migrator,
      DIRECTUS_DB_PASSWORD: PASSWORDS.directus,
      TWENTY_DB_PASSWORD: PASSWORDS.twenty,
    },
  });
  script.stdin.end(read('../../deploy/database/roles.sh'));
  const said = text(script.stderr);
  const code = await new Promise((resolve) => script.once('close', resolve));
  expect([code, await said]).toEqual([0, '']);
}

function urlOf(role: Role, database: string, password: string = PASSWORDS[role]): string {
  return Object.assign(new URL(server.url(database)), { username: role, password }).href;
}

/** @returns what the database refuses, or "done" */
async function attempt(role: Role, database: string, statement = 'SELECT 1', password?: string): Promise<string> {
  const sql = postgres(urlOf(role, database, password), { max: 1, onnotice: () => {} });
  return sql
    .begin('read write', (tx) => tx.unsafe(statement))
    .then(
      () => 'done',
      (error: Error) => error.message,
    )
    .finally(() => sql.end());
}

test('each server logs in to its own database, and to no other', async () => {
  const databases = ['chronos', 'twenty', 'of_a_neighbour', 'postgres', 'template1'];
  const open = async (role: Role) => {
    const answers = await Promise.all(databases.map((database) => attempt(role, database)));
    return databases.filter((_, at) => answers[at] === 'done');
  };
  expect(await open('chronos_gateway')).toEqual(['chronos']);
  expect(await open('chronos_migrator')).toEqual(['chronos']);
  expect(await open('directus')).toEqual(['chronos', 'of_a_neighbour']);
  expect(await open('twenty')).toEqual(['twenty', 'of_a_neighbour']);
  // Who was there before keeps what was its own.
  expect(await open('neighbour')).toEqual(['of_a_neighbour']);
});

test('the migrator has a password of its own', async () => {
  expect(await attempt('chronos_migrator', 'chronos', 'SELECT 1', PASSWORDS.chronos_gateway)).toBe(
    'password authentication failed for user "chronos_migrator"',
  );
});

test.for([
  ['CREATE TEMPORARY TABLE t (a int)', 'permission denied to create temporary tables in database "chronos"'],
  ['SELECT lo_create(0)', 'permission denied for function lo_create'],
  ["SELECT lo_from_bytea(0, 'x')", 'permission denied for function lo_from_bytea'],
  ['CREATE TABLE public.t (a int)', 'permission denied for schema public'],
  ['CREATE TABLE gateway.t (a int)', 'permission denied for schema gateway'],
] as const)(
  'the gateway writes nothing, though it asks for a transaction that may: %s',
  async ([statement, refusal]) => {
    expect(await attempt('chronos_gateway', 'chronos', statement)).toBe(refusal);
  },
);

test('Directus keeps its temporary tables', async () => {
  expect(await attempt('directus', 'chronos', 'CREATE TEMPORARY TABLE t (a int)')).toBe('done');
});

test('what Alembic’s owner adds later is read, and not written', async () => {
  await asSuperuser('chronos', 'SET ROLE alembic; CREATE TABLE metadata.added (a int)');
  expect(await attempt('chronos_gateway', 'chronos', 'SELECT FROM metadata.added')).toBe('done');
  expect(await attempt('chronos_gateway', 'chronos', 'INSERT INTO metadata.added VALUES (1)')).toBe(
    'permission denied for table added',
  );
});

test('limits.sql sets what each role may take, and leaves out roles that a server does not have', async () => {
  await asSuperuser('chronos', read('../../deploy/database/limits.sql'));
  const settingOf = async (role: Role, name: string) => {
    const sql = postgres(urlOf(role, role === 'twenty' ? 'twenty' : 'chronos'), { max: 1 });
    const [row] = await sql`SELECT current_setting(${name}) AS value`.finally(() => sql.end());
    return row?.value;
  };
  expect(await settingOf('chronos_gateway', 'work_mem')).toBe('16MB');
  expect(await settingOf('chronos_gateway', 'statement_timeout')).toBe('10s');
  expect(await settingOf('directus', 'statement_timeout')).toBe('1min');
  expect(await settingOf('twenty', 'work_mem')).toBe('8MB');
  expect(await settingOf('chronos_migrator', 'work_mem')).toBe('4MB');

  const open = postgres(urlOf('directus', 'chronos'), { max: 16 });
  const connections = Array.from({ length: 16 }, () => open`SELECT pg_sleep(0.2)`);
  await expect(Promise.all(connections)).rejects.toThrow('too many connections for role "directus"');
  await Promise.allSettled(connections);
  await open.end();
});

test('doctor says in PostgreSQL’s own words why a database cannot be asked', async () => {
  const detailOf = async (url: string) => {
    const { findings } = await examine({ CHRONOS_SANDBOX: 'true', DATABASE_URL: url });
    return findings.find(({ subject }) => subject === 'Database')?.detail;
  };
  expect(await detailOf(urlOf('chronos_gateway', 'missing'))).toBe(
    'It does not answer: database "missing" does not exist.',
  );
  expect(await detailOf(urlOf('chronos_gateway', 'chronos', 'wrong'))).toBe(
    'It does not answer: password authentication failed for user "chronos_gateway".',
  );
});

test('doctor finds a gateway that could make keys', async () => {
  const keysAs = async (role: Role) => {
    const url = `${urlOf(role, 'chronos')}?application_name=keys`;
    const settings = { CHRONOS_SANDBOX: 'true', DATABASE_URL: urlOf('chronos_gateway', 'chronos') };
    const { findings } = await examine({ ...settings, GATEWAY_DATABASE_URL: url });
    return findings.find(({ subject }) => subject === 'Keys');
  };
  expect(await keysAs('chronos_gateway')).toMatchObject({
    status: 'ok',
    detail: 'Their database answers, as chronos_gateway.',
  });
  expect(await keysAs('chronos_migrator')).toMatchObject({
    status: 'failed',
    detail: 'A gateway that runs as chronos_migrator could create keys; it only has to read them.',
    remedy: expect.stringMatching(/^Set GATEWAY_DATABASE_URL=postgres:\/\/chronos_gateway:…@/),
  });
});

test('of partners’ keys the running gateway reads all, and notes the last use: it makes and changes none', async () => {
  await migrateKeys(urlOf('chronos_migrator', 'chronos'));
  const [migrator, gateway] = [
    openKeyStore(urlOf('chronos_migrator', 'chronos')),
    openKeyStore(urlOf('chronos_gateway', 'chronos')),
  ];
  onTestFinished(async () => {
    await Promise.all([migrator.close(), gateway.close()]);
  });
  const terms = { owner: 'ACME', scopes: [], requestsPerMinute: 60, costPerDay: 100, expiresAt: null };
  const { id, secret } = await migrator.create(terms);
  expect(await gateway.find(id)).toMatchObject({ owner: 'ACME', hash: hashOf(secret), lastUsedAt: null });
  await gateway.touch(id);
  expect(await gateway.find(id)).toMatchObject({ lastUsedAt: expect.any(Date) });
  const denied = 'permission denied for table partner_keys';
  for (const statement of [
    "INSERT INTO gateway.partner_keys SELECT repeat('0', 16), owner, hash FROM gateway.partner_keys",
    "UPDATE gateway.partner_keys SET expires_at = 'infinity'",
    'UPDATE gateway.partner_keys SET revoked_at = NULL',
    'DELETE FROM gateway.partner_keys',
  ]) {
    expect([statement, await attempt('chronos_gateway', 'chronos', statement)]).toEqual([statement, denied]);
  }
});
