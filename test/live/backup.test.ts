import '../provided.ts';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hashOf } from '../../gateway/identity/compare.ts';
import { migrateKeys } from '../../gateway/identity/keys/migrate.ts';
import { type KeyStore, openKeyStore } from '../../gateway/identity/keys/store.ts';
import { migrateBorders } from '../../subgraphs/analytics/tiles/simplified/refresh.ts';
import { type BackupPlace, type Machine, openBackupPlace } from './backup-machine.ts';
import { ENV, postgresTree } from './postgres.ts';

const UPLOAD = 'directus/uploads/harbour.txt';
const ATTACHMENT = 'app/packages/twenty-server/.local-storage/offer.txt';
const FILES = [UPLOAD, ATTACHMENT];

/** Restic says what it fetched; PostgreSQL and tar have nothing to say. */
const RESTORED = {
  code: 0,
  printed: expect.stringMatching(/^(restoring .*\n)?(repository .*\n)?(\[.*\n)*Summary: Restored 5 files.*\n$/s),
};

describe('deploy/backup', { timeout: 120_000 }, () => {
  let place: BackupPlace;
  let old: Machine;
  let secret: string;

  beforeAll(async () => {
    place = await openBackupPlace(await readFile('docker-compose.yml', 'utf8'));
    old = await place.machine('old');
    await within(old, 'chronos', async (sql) => {
      // As production has it: with simplified borders, which need PostGIS, beside the keys.
      await sql`CREATE EXTENSION postgis`;
    });
    await migrateBorders(old.urlAs('chronos_migrator', 'chronos'));
    await migrateKeys(old.urlAs('chronos_migrator', 'chronos'));
    const terms = { owner: 'ACME', requestsPerMinute: 600, costPerDay: 1_000_000, expiresAt: null };
    secret = await withKeys(old, async (keys) => (await keys.create({ ...terms, scopes: ['analytics:bulk'] })).secret);
    await copyContent(inject('ownerUrl'), old.database.url('chronos'));
    await within(old, 'twenty', async (sql) => {
      await sql`CREATE EXTENSION unaccent`;
      await sql`CREATE TABLE company AS SELECT 1 AS id, 'Motor City Components' AS name`;
    });
    for (const file of FILES) await writeFile(join(old.files, file), `what is in ${file}`);
  }, 300_000);
  afterAll(() => place.close());

  test('a backup is restored on another machine: keys, content, customers and files', async () => {
    const backup = place.run('deploy/backup/backup.sh', old);
    expect(backup).toEqual({ code: 0, printed: expect.stringMatching(/^Backed up \d\S*\.\n$/) });
    const machine = await place.machine('new');
    expect(place.run('deploy/backup/restore.sh', machine)).toEqual(RESTORED);

    const kept = await withKeys(old, (keys) => keys.list());
    expect(kept).toMatchObject([{ owner: 'ACME', hash: hashOf(secret), revokedAt: null }]);
    expect(await withKeys(machine, (keys) => keys.list())).toEqual(kept);
    // Nothing is left to migrate, and it is still the migrator's.
    await migrateKeys(machine.urlAs('chronos_migrator', 'chronos'));

    const content = await within(old, 'chronos', contentOf);
    expect(await within(machine, 'chronos', contentOf)).toEqual(content);
    expect(content.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cms_articles', 'directus_users', 'directus_permissions', 'directus_files']),
    );
    const companies = await within(machine, 'twenty', (sql) => sql`SELECT * FROM company`);
    expect([...companies]).toEqual([{ id: 1, name: 'Motor City Components' }]);
    for (const file of FILES) expect(await readFile(join(machine.files, file), 'utf8')).toBe(`what is in ${file}`);
  });

  test('and on the one that it is of, over what has changed since', async () => {
    await withKeys(old, async (keys) => {
      for (const { id } of await keys.list()) await keys.revoke(id);
    });
    await within(old, 'chronos', (sql) => sql`UPDATE cms_tags SET name = 'Lost'`);
    await rm(join(old.files, UPLOAD));
    expect(place.run('deploy/backup/restore.sh', old)).toEqual(RESTORED);
    expect(await withKeys(old, (keys) => keys.list())).toMatchObject([{ revokedAt: null }]);
    expect([...(await within(old, 'chronos', (sql) => sql`SELECT FROM cms_tags WHERE name = 'Lost'`))]).toEqual([]);
    expect(await readFile(join(old.files, UPLOAD), 'utf8')).toBe(`what is in ${UPLOAD}`);
  });

  test('nobody reads it without the password', async () => {
    const stored = (await readdir(place.repository, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    expect(stored.length).toBeGreaterThan(3);
    for (const { parentPath, name } of stored) {
      expect((await readFile(join(parentPath, name))).includes('what is in')).toBe(false);
    }
    const { code, printed } = place.run('deploy/backup/restore.sh', old, { RESTIC_PASSWORD: 'guessed' });
    expect({ code, printed }).toEqual({
      code: expect.not.toBeOneOf([0]),
      printed: expect.stringContaining('wrong password'),
    });
  });

  test('a backup that fails half-way leaves no snapshot', () => {
    const count = () => place.run('restic snapshots --json', old).printed.match(/"short_id"/g)?.length;
    expect(count()).toBe(1);
    const failed = place.run('deploy/backup/backup.sh', old, { PGPASSWORD: 'wrong' });
    expect(failed).toEqual({ code: 1, printed: expect.stringContaining('password authentication failed') });
    expect(place.run('deploy/backup/backup.sh', old, { FILES: '/nowhere' }).code).not.toBe(0);
    expect(count()).toBe(1);
  });

  test('the restore test says that the newest can be restored, and leaves nothing behind', async () => {
    expect(place.run('deploy/backup/restore-test.sh', old)).toEqual({
      code: 0,
      printed: 'The newest backup can be restored.\n',
    });
    const names = await within(old, 'postgres', (sql) => sql`SELECT datname FROM pg_database ORDER BY 1`);
    expect(names.map(({ datname }) => datname)).toEqual(['chronos', 'postgres', 'template0', 'template1', 'twenty']);
  });

  test.each([
    [
      'is of the day before yesterday',
      'touch --date="3 days ago" content.dump',
      'The newest backup is older than two days.',
    ],
    ['has a dump that was cut short', 'truncate --size=2000 content.dump', 'pg_restore: error'],
    ['has an archive that was cut short', 'truncate --size=1100 twenty-files.tar', 'tar: '],
  ])('the restore test fails where the newest %s', (_, spoil, reason) => {
    const again = `cd "$(mktemp -d)" && restic restore --quiet --target . latest && ${spoil}`;
    expect(place.run(`${again} && restic backup --quiet --tag chronos-graph --tag spoiled .`, old).code).toBe(0);
    expect(place.run('deploy/backup/restore-test.sh', old)).toEqual({
      code: expect.not.toBeOneOf([0]),
      printed: expect.stringContaining(reason),
    });
    expect(place.run('restic forget --quiet --tag spoiled --unsafe-allow-remove-all', old).code).toBe(0);
  });
});

/** What is done on a connection of the superuser's. */
async function within<T>({ database }: Machine, name: string, task: (sql: Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(database.url(name), { max: 1, onnotice: () => undefined });
  try {
    return await task(sql);
  } finally {
    await sql.end();
  }
}

async function withKeys<T>(machine: Machine, task: (keys: KeyStore) => Promise<T>): Promise<T> {
  const keys = openKeyStore(machine.urlAs('chronos_migrator', 'chronos'));
  try {
    return await task(keys);
  } finally {
    await keys.close();
  }
}

/** Copies the tables of a real Directus, with all that is in them. */
async function copyContent(from: string, to: string): Promise<void> {
  const script = `pg_dump --format=custom --table='public.cms_*' --table='public.directus_*' "$1" | pg_restore --exit-on-error --dbname="$2"`;
  const { status, stderr } = spawnSync(
    'chroot',
    [await postgresTree(), 'bash', '-euo', 'pipefail', '-c', script, 'copy', from, to],
    {
      encoding: 'utf8',
      env: ENV,
    },
  );
  if (status !== 0) throw new Error(`The content was not copied: ${stderr}`);
}

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
