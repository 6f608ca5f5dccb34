import '../provided.ts';
import { EventEmitter, once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'graphql';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { hashOf } from '../../gateway/identity/compare.ts';
import { migrateKeys } from '../../gateway/identity/keys/migrate.ts';
import { type KeyStore, openKeyStore } from '../../gateway/identity/keys/store.ts';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import { type Machine, makeMachine } from './backup-machine.ts';
import { type S3, startS3 } from './s3.ts';

const UPLOAD = 'directus/uploads/harbour.txt';
const ATTACHMENT = 'app/packages/twenty-server/.local-storage/offer.txt';
const FILES = [UPLOAD, ATTACHMENT];

describe('deploy/backup', { timeout: 120_000 }, () => {
  let s3: S3;
  let old: Machine;
  let secret: string;

  beforeAll(async () => {
    s3 = await startS3();
    old = await makeMachine({ name: 'old', s3, primary: inject('ownerUrl'), copied: true });
    await within(old, 'postgres', (sql) => sql`DROP DATABASE "foreign"`);
    await migrateKeys(old.url('chronos'));
    const terms = { owner: 'ACME', requestsPerMinute: 600, costPerDay: 1_000_000, expiresAt: null };
    secret = await withKeys(old, async (keys) => (await keys.create({ ...terms, scopes: ['analytics:bulk'] })).secret);
    await within(old, 'postgres', (sql) => sql`CREATE DATABASE twenty TEMPLATE template0`);
    await within(old, 'postgres', (sql) => sql`REVOKE CONNECT, TEMPORARY ON DATABASE twenty FROM PUBLIC`);
    await within(old, 'twenty', (sql) => sql`CREATE TABLE company AS SELECT 1 AS id, 'Motor City Components' AS name`);
    await within(old, 'chronos', (sql) => sql`CREATE TABLE public.ledger (entry integer PRIMARY KEY)`);
    await within(old, 'chronos', (sql) => sql`CREATE UNLOGGED TABLE public.loaded_again AS SELECT 1 AS one`);
    for (const file of FILES) await writeFile(join(old.files, file), `what is in ${file}`);
    expect((await old.run('restic init')).code).toBe(0);
  }, 300_000);
  afterAll(async () => {
    await old.close();
    await s3.close();
  });

  test('backs up all, and then what changed, while the database is written to', async () => {
    const writer = startWriter(old);
    for (const type of ['full', 'diff']) {
      const { code, printed } = await old.run(`deploy/backup/backup.sh ${type}`);
      expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining(`Backed up (${type}).\n`) });
    }
    await writer.stop();
    expect(writer.last()).toBeGreaterThan(20);
  });

  test('npm run backup:verify restores the last one, and reports what it found, as JSON and as metrics', async () => {
    const written = await within(old, 'chronos', async (sql) => {
      await sql`INSERT INTO public.ledger VALUES (0)`;
      const [row] = await sql<{ at: Date }[]>`SELECT clock_timestamp() AS at, pg_switch_wal()`;
      return Number(row?.at);
    });
    const metrics = join(old.folder, 'scratch/chronos_backup.prom');
    const { code, printed } = await old.verify(['--json', '--metrics', old.inside(metrics)]).ended;
    const verification = JSON.parse(printed);
    expect({ code, ...verification }).toEqual({
      code: 0,
      ok: true,
      problems: [],
      verifiedAt: expect.any(String),
      backup: {
        label: expect.stringMatching(/^\d{8}-\d{6}F_\d{8}-\d{6}D$/),
        type: 'diff',
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        seconds: expect.any(Number),
        ageSeconds: expect.any(Number),
        databaseBytes: expect.any(Number),
        storedBytes: expect.any(Number),
        repositoryBytes: expect.any(Number),
        backups: 2,
      },
      restore: {
        seconds: expect.any(Number),
        recoverySeconds: expect.any(Number),
        lastTransactionAt: verification.recoverable.to,
      },
      recoverable: { from: expect.any(String), to: expect.any(String) },
      databases: expect.arrayContaining([{ name: 'chronos', bytes: expect.any(Number) }]),
      doctor: { ok: true, findings: expect.any(Array) },
      view: { indicator: 'UNEMPLOYMENT_RATE', level: 'COUNTY', regions: 3_211, seconds: expect.any(Number) },
    });
    const { backup, recoverable } = verification;
    expect(Date.parse(recoverable.from)).toBeLessThan(Date.parse(backup.finishedAt));
    expect(written - Date.parse(recoverable.to)).toBeLessThan(1_000);
    // Of what changed since the full backup, which both are less than half of the server's files by compression.
    expect(backup.storedBytes).toBeLessThan(backup.repositoryBytes / 2);
    expect(backup.repositoryBytes).toBeLessThan(backup.databaseBytes / 2);
    expect(await readFile(metrics, 'utf8')).toContain(`chronos_backup_verified 1\n`);
    expect(await readdir(join(old.folder, 'scratch'))).toEqual(['chronos_backup.prom']);
  });

  test('a table that was dropped is back as it was in the moment before, while others were written', async () => {
    const writer = startWriter(old);
    await writer.more(10);
    const [content, view] = [await within(old, 'chronos', contentOf), await mapOf(old)];
    const before = writer.last();
    const target = await within(old, 'chronos', async (sql) => {
      const [row] = await sql<{ at: string }[]>`SELECT clock_timestamp()::text AS at`;
      await sql`DROP TABLE geospatial.us_counties CASCADE`;
      await sql`UPDATE cms_tags SET name = 'Lost'`;
      return row?.at ?? '';
    });
    const after = writer.last();
    await writer.more(10);
    await writer.stop();
    await expect(mapOf(old)).rejects.toThrow();
    await withKeys(old, async (keys) => {
      for (const { id } of await keys.list()) await keys.revoke(id);
    });
    await rm(join(old.files, UPLOAD));

    const { code, printed } = await old.run(`deploy/backup/restore.sh '${target}'`);
    expect({ code, printed }).toEqual({ code: 0, printed: '' });
    expect(await within(old, 'chronos', contentOf)).toEqual(content);
    expect(await mapOf(old)).toEqual(view);
    expect(await withKeys(old, (keys) => keys.list())).toMatchObject([{ revokedAt: null }]);
    expect(await readFile(join(old.files, UPLOAD), 'utf8')).toBe(`what is in ${UPLOAD}`);
    const [row] = await within(old, 'chronos', (sql) => sql`SELECT max(entry) AS entries FROM public.ledger`);
    expect(row?.entries).toBeGreaterThanOrEqual(before);
    expect(row?.entries).toBeLessThanOrEqual(after + 1);
  });

  test('rows that were deleted are copied from a restored server that runs on, and the database goes on, too', async () => {
    const tagsOf = (sql: Sql) => sql`SELECT * FROM cms_tags ORDER BY id`;
    const tags = await within(old, 'chronos', tagsOf);
    const target = await within(old, 'chronos', async (sql) => {
      const [row] = await sql<{ at: string }[]>`SELECT clock_timestamp()::text AS at`;
      await sql`DELETE FROM cms_tags`;
      return row?.at ?? '';
    });
    expect((await old.run('docker compose exec -T database pgbackrest check')).code).toBe(0);

    const held = old.verify(['--hold', '--target', target, '--max-age', '0.001']);
    const [, psql] = await held.printed(/^It runs until Ctrl-C: (psql .*)\n/m);
    const copy = `${psql} --command='COPY cms_tags TO STDOUT' | psql --username=postgres --command='COPY cms_tags FROM STDIN' chronos`;
    expect(await old.run(copy)).toMatchObject({ code: 0 });
    held.interrupt();
    // Verified, and reported as too old: it is of more than 3.6 seconds ago.
    expect(await held.ended).toEqual({
      code: 1,
      printed: expect.stringMatching(
        /^Backup .*\nDoctor +No check failed: .*\nNOT VERIFIED:\n- The last backup, \S+, is 0\.0 hours old: more than 0\.001\.\n/s,
      ),
    });
    expect(await within(old, 'chronos', tagsOf)).toEqual(tags);
  });

  test('a machine without a database gets the whole server: content, keys, customers and files', async () => {
    const machine = await makeMachine({ name: 'new', s3, primary: inject('ownerUrl'), copied: false });
    onTestFinished(() => machine.close());
    await within(old, 'chronos', (sql) => sql`CREATE TABLE public.last AS SELECT 1 AS one`);
    expect((await old.run('docker compose exec -T database pgbackrest check')).code).toBe(0);
    expect(await machine.run('deploy/backup/restore.sh')).toEqual({
      code: 0,
      printed: expect.stringContaining('The database does not archive'),
    });
    const content = await within(old, 'chronos', contentOf);
    expect(await within(machine, 'chronos', contentOf)).toEqual(content);
    expect(content.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['public.last', 'public.cms_articles', 'public.directus_users', 'gateway.partner_keys']),
    );
    // What docs/backup.md says of tables that are not logged.
    expect([...(await within(machine, 'chronos', (sql) => sql`SELECT * FROM public.loaded_again`))]).toEqual([]);
    const companies = await within(machine, 'twenty', (sql) => sql`SELECT * FROM company`);
    expect([...companies]).toEqual([{ id: 1, name: 'Motor City Components' }]);
    expect(await withKeys(machine, (keys) => keys.list())).toMatchObject([{ owner: 'ACME', hash: hashOf(secret) }]);
    for (const file of FILES) expect(await readFile(join(machine.files, file), 'utf8')).toBe(`what is in ${file}`);
  });

  test('nobody reads it without the pass phrases', async () => {
    const stored = (await readdir(s3.folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
    expect(stored.length).toBeGreaterThan(30);
    for (const { parentPath, name } of stored) {
      const bytes = await readFile(join(parentPath, name));
      expect(['what is in', 'Motor City Components', 'PG_VERSION'].filter((text) => bytes.includes(text))).toEqual([]);
    }
    const { code, printed } = await old.verify([], { PGBACKREST_REPO1_CIPHER_PASS: 'guessed' }).ended;
    expect({ code, printed }).toEqual({
      code: 1,
      printed: expect.stringMatching(/^NOT VERIFIED:\n- .*no backup that can be read: .*unable to load info file/),
    });
    expect(await old.run('deploy/backup/restore.sh', { RESTIC_PASSWORD: 'guessed' })).toEqual({
      code: expect.not.toBeOneOf([0]),
      printed: expect.stringContaining('wrong password'),
    });
  });

  test('a backup that fails leaves nothing that looks like one', async () => {
    const snapshots = async () => (await old.run('restic snapshots --json')).printed.match(/"short_id"/g)?.length;
    const before = await snapshots();
    const noKey = { PGBACKREST_REPO1_S3_KEY: 'nobody' };
    expect(await old.run('deploy/backup/backup.sh diff', noKey)).toEqual({
      code: expect.not.toBeOneOf([0]),
      printed: expect.stringContaining('403 (Forbidden)'),
    });
    expect((await old.run('deploy/backup/backup.sh', { FILES: '/nowhere' })).code).not.toBe(0);
    expect(await snapshots()).toBe(before);
  });

  test('a repository without a backup is reported', async () => {
    const elsewhere = await old.verify(['--json'], { PGBACKREST_REPO1_PATH: '/elsewhere' }).ended;
    expect({ code: elsewhere.code, ...JSON.parse(elsewhere.printed) }).toEqual({
      code: 1,
      ok: false,
      problems: [expect.stringContaining('The repository has no backup that can be read: missing stanza path')],
      verifiedAt: expect.any(String),
    });
  });

  test('the newest snapshot of files can be restored', async () => {
    expect(await old.run('deploy/backup/verify-files.sh')).toEqual({
      code: 0,
      printed: 'The files of the newest snapshot can be restored.\n',
    });
  });

  test.each([
    ['is of the day before yesterday', 'touch --date="3 days ago" directus-uploads.tar', 'older than two days.'],
    ['has an archive that was cut short', 'truncate --size=1100 twenty-files.tar', 'tar: '],
  ])('it is reported if the newest snapshot of files %s', async (_, spoil, reason) => {
    const again = `cd "$(mktemp -d)" && restic restore --quiet --target . latest && ${spoil}`;
    expect((await old.run(`${again} && restic backup --quiet --tag chronos-graph --tag spoiled .`)).code).toBe(0);
    expect(await old.run('deploy/backup/verify-files.sh')).toEqual({
      code: expect.not.toBeOneOf([0]),
      printed: expect.stringContaining(reason),
    });
    expect((await old.run('restic forget --quiet --tag spoiled --unsafe-allow-remove-all')).code).toBe(0);
  });
});

/** What is done on a connection of the superuser's. */
async function within<T>(machine: Machine, name: string, task: (sql: Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(machine.url(name), { max: 1, onnotice: () => undefined });
  try {
    return await task(sql);
  } finally {
    await sql.end();
  }
}

async function withKeys<T>(machine: Machine, task: (keys: KeyStore) => Promise<T>): Promise<T> {
  const keys = openKeyStore(machine.url('chronos'));
  try {
    return await task(keys);
  } finally {
    await keys.close();
  }
}

/** The analytics' answer to a map of all counties, with their shapes. */
async function mapOf(machine: Machine): Promise<unknown> {
  const upstream = await createAnalytics({ databaseUrl: machine.url('chronos') });
  const document = parse(`{
    choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) {
      time
      regions { region { code name geometry(simplify: 2000, precision: 3) } value class }
    }
  }`);
  const { data, errors } = await upstream
    .execute({ document, context: { caller: { audience: 'internal' } } })
    .finally(() => upstream.close());
  if (errors) throw new Error(errors.map(({ message }) => message).join());
  return data;
}

/** Every table that no writer of these tests writes, how many rows it has, and a digest of them. */
async function contentOf(sql: Sql) {
  const tables = await sql<{ name: string }[]>`
    SELECT schemaname || '.' || tablename AS name FROM pg_tables
    WHERE schemaname IN ('public', 'gateway', 'metadata', 'geospatial') AND tablename NOT IN ('ledger', 'loaded_again')
    ORDER BY 1`;
  const digests = [];
  for (const { name } of tables) {
    const [row] = await sql`
      SELECT count(*)::integer AS rows, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest
      FROM ${sql(name)} t`;
    digests.push({ name, ...row });
  }
  return digests;
}

/** Writes one transaction after the other, each with the next entry of the ledger. */
function startWriter(machine: Machine) {
  const sql = postgres(machine.url('chronos'), { max: 1 });
  const events = new EventEmitter();
  let isStopping = false;
  let last = 0;
  const write = async () => {
    while (!isStopping) {
      last = await sql.begin(async (tx) => {
        const [row] = await tx<{ entry: number }[]>`
          INSERT INTO public.ledger SELECT coalesce(max(entry), 0) + 1 FROM public.ledger RETURNING entry`;
        const entry = row?.entry ?? 0;
        await tx`
          INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
          SELECT min(series_id), timestamptz '2030-01-01' + interval '1 day' * ${entry}::integer, 1 FROM metadata.series`;
        return entry;
      });
      events.emit('written');
    }
  };
  const written = write();
  return {
    /** The last entry that the database acknowledged. */
    last: () => last,
    /** Waits for so many more. */
    async more(count: number) {
      const until = last + count;
      while (last < until) await once(events, 'written');
    },
    async stop() {
      isStopping = true;
      await written;
      await sql.end();
    },
  };
}
