import '../provided.ts';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { hashOf } from '../../gateway/identity/compare.ts';
import { migrateKeys } from '../../gateway/identity/keys/migrate.ts';
import { openKeyStore } from '../../gateway/identity/keys/store.ts';
import { migrateBorders } from '../../subgraphs/analytics/tiles/simplified/migrate.ts';
import { ENV, postgresTree } from './postgres.ts';

/** The lines of docs/backup.md for a shell, as they stand there. */
const LINES = readFileSync('docs/backup.md', 'utf8')
  .split('```')
  .filter((_, index) => index % 2 === 1)
  .flatMap((block) => block.split('\n'));

const PREFIX = 'docker compose exec -T database ';

/** Somebody's database of that name. */
const urlOf = (name: string) => Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;

/**
 * Runs a command of the page by the programs of the real server, on a database of the test, in place of a container.
 * @param program `pg_dump` or `pg_restore`
 * @param file the dump that it writes or reads, which tells which of them it is
 * @param on the database in place of `chronos`
 * @returns what it wrote
 */
async function run(program: string, file: string, on: string, input?: Buffer): Promise<Buffer> {
  const line = LINES.find((each) => each.startsWith(`${PREFIX}${program} `) && each.endsWith(file));
  if (!line) throw new Error(`docs/backup.md has no ${program} of ${file}.`);
  const command = line
    .slice(PREFIX.length)
    .replace(/ [<>] \S+$/, '')
    .replace(/\bchronos$/, on);
  const { hostname, port, password } = new URL(inject('ownerUrl'));
  const child = spawn('chroot', [await postgresTree(), 'sh', '-c', command], {
    env: { ...ENV, PGHOST: hostname, PGPORT: port, PGPASSWORD: password },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined).end(input);
  const [written, said, [code]] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said}`);
  return written;
}

const names = ['keys', 'new', 'content'].map((of) => `backup_${of}_${randomBytes(8).toString('hex')}`);
const [keysName = '', newName = '', contentName = ''] = names;
let owner: Sql;
beforeAll(async () => {
  owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => undefined });
  for (const name of names) await owner.unsafe(`CREATE DATABASE ${name}`);
});
afterAll(async () => {
  for (const name of names) await owner.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
  await owner.end();
});

/** A database of the test, with what is done to it and with its keys, until the test ends. */
function opened(name: string) {
  const url = urlOf(name);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const keys = openKeyStore(url);
  onTestFinished(async () => void (await Promise.all([sql.end(), keys.close()])));
  return { url, sql, keys };
}

test('the keys of partners are good again once they are restored, in an empty database and where they were', async () => {
  const [old, anew] = [opened(keysName), opened(newName)];
  // As production has it: with simplified borders, which need PostGIS, beside the keys.
  await old.sql`CREATE EXTENSION postgis`;
  await migrateBorders(old.url);
  await migrateKeys(old.url);
  const terms = { owner: 'ACME', requestsPerMinute: 600, costPerDay: 1_000_000, expiresAt: null };
  const { id, secret } = await old.keys.create({ ...terms, scopes: ['analytics:bulk'] });
  const kept = await old.keys.list();
  expect(kept).toMatchObject([{ id, owner: 'ACME', hash: hashOf(secret), revokedAt: null }]);
  const dump = await run('pg_dump', 'gateway.dump', keysName);

  // What deploy/database/roles.sh makes of a new database.
  await anew.sql`CREATE SCHEMA gateway`;
  await run('pg_restore', 'gateway.dump', newName, dump);
  expect(await anew.keys.list()).toEqual(kept);
  // Nothing is left to migrate.
  await migrateKeys(anew.url);

  await old.keys.revoke(id);
  await run('pg_restore', 'gateway.dump', keysName, dump);
  expect(await old.keys.list()).toEqual(kept);
});

test('the content comes back row by row, with its users and permissions', async () => {
  const { pathname } = new URL(inject('ownerUrl'));
  const dump = await run('pg_dump', 'content.dump', pathname.slice(1));
  await run('pg_restore', 'content.dump', contentName, dump);
  const restored = postgres(urlOf(contentName), { max: 1 });
  onTestFinished(() => restored.end());
  const before = await contentOf(owner);
  expect(await contentOf(restored)).toEqual(before);
  expect(before.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['cms_articles', 'directus_users', 'directus_permissions', 'directus_files']),
  );
});

/** What changes as long as a Directus runs. */
const RUNNING = ['directus_activity', 'directus_revisions', 'directus_sessions', 'directus_users'];

/** Every table of the content, how many rows it has, and a digest of them; and the next value of each sequence. */
async function contentOf(sql: Sql) {
  const tables = await sql<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables
    WHERE schemaname = 'public' AND (tablename LIKE 'cms\\_%' OR tablename LIKE 'directus\\_%') ORDER BY 1`;
  const sequences = await sql`
    SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
    WHERE schemaname = 'public' AND sequencename LIKE 'cms\\_%' ORDER BY 1`;
  const told = [];
  for (const { name } of tables) {
    const digest = RUNNING.includes(name)
      ? sql`'' `
      : sql`md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))`;
    const count = RUNNING.includes(name) ? sql`count(*) > 0` : sql`count(*)::integer`;
    const [row] = await sql`SELECT ${count} AS rows, ${digest} AS digest FROM public.${sql(name)} t`;
    told.push({ name, ...row });
  }
  return [...told, ...sequences.map(({ name, last }) => ({ name: String(name), last }))];
}
