import '../provided.ts';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { examine } from '../../doctor/examine.ts';
import { runLine } from '../documents/shell.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const SANDBOX = { CHRONOS_SANDBOX: 'true' };

/** Runs one statement as the superuser, in a session of its own: an extension that must be preloaded is the first in its session. */
async function asOwner(statement: string, database?: string): Promise<void> {
  const url = new URL(inject('ownerUrl'));
  const sql = postgres(Object.assign(url, database !== undefined && { pathname: `/${database}` }).href, {
    max: 1,
    onnotice: () => {},
  });
  await sql.unsafe(statement).finally(() => sql.end());
}

async function find(DATABASE_URL: string, subject: string) {
  const { findings } = await examine({ DATABASE_URL, ...SANDBOX });
  return findings.find((finding) => finding.subject === subject && finding.check !== 'Drift');
}

/** The SQL for the superuser in a remedy. */
const sqlOf = ({ remedy = '' }: { readonly remedy?: string } = {}) => /^As a superuser: (.*?);/.exec(remedy)?.[1] ?? '';

test('logins that the server refuses: the SQL of each remedy, until the database answers', async () => {
  const [role, name, password] = ['login', 'database', 'word'].map(
    (each) => `${each}_${randomBytes(8).toString('hex')}`,
  );
  const url = Object.assign(new URL(inject('ownerUrl')), { username: role, password, pathname: `/${name}` }).href;
  await asOwner(`CREATE ROLE ${role}`);
  onTestFinished(async () => {
    await asOwner(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await asOwner(`DROP ROLE ${role}`);
  });
  const followed: string[] = [];
  const follow = async () => {
    const statement = sqlOf(await find(url, 'Database'));
    followed.push(statement.replace(/'.*'/, "'…'"));
    await asOwner(statement.replace('…', String(password)));
  };
  await follow();
  await asOwner(`ALTER ROLE ${role} NOLOGIN`);
  await follow();
  await follow();
  await asOwner(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
  await follow();
  expect(followed).toEqual([
    `ALTER ROLE ${role} LOGIN PASSWORD '…'`,
    `ALTER ROLE ${role} LOGIN`,
    `CREATE DATABASE ${name}`,
    `GRANT CONNECT ON DATABASE ${name} TO ${role}`,
  ]);
  expect(await find(url, 'Database')).toMatchObject({ detail: expect.stringContaining('is empty') });
});

test('a database without extensions: the SQL of each remedy', async () => {
  const name = `bare_${randomBytes(8).toString('hex')}`;
  await asOwner(`CREATE DATABASE ${name}`);
  onTestFinished(() => asOwner(`DROP DATABASE ${name} WITH (FORCE)`));
  await asOwner('CREATE SCHEMA metadata', name);
  const url = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
  for (const extension of ['PostGIS', 'TimescaleDB']) {
    const found = await find(url, extension);
    expect(found?.status).toBe('failed');
    await asOwner(sqlOf(found), name);
    expect(await find(url, extension)).toMatchObject({ status: 'ok' });
  }
});

test("the doctor's advice for an empty database loads the demo", { timeout: 120_000 }, async () => {
  const owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
  const name = `empty_${randomBytes(8).toString('hex')}`;
  await owner.unsafe(`CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    await owner.unsafe(`DROP DATABASE ${name} WITH (FORCE)`).finally(() => owner.end());
  });
  const DATABASE_URL = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
  const database = async () => {
    const { findings } = await examine({ DATABASE_URL, CHRONOS_SANDBOX: 'true' });
    return findings.find(({ subject, check }) => check === 'Connections' && subject === 'Database');
  };

  const { status, remedy = '' } = (await database()) ?? {};
  expect(status).toBe('failed');
  const [, command = ''] = /DATABASE_URL=… ([^;]+);/.exec(remedy) ?? [];
  const { code, printed } = await runLine(command, { cwd: ROOT, settings: { DATABASE_URL } });
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining('filling the views') });
  expect(await database()).toMatchObject({ status: 'ok' });
});
