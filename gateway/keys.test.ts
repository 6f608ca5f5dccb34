import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnDatabase, startEmptyDatabase } from '../test/own-database.ts';
import { openKeyStore } from './identity/keys/store.ts';
import { makeSandboxKey } from './run/sandbox-key.ts';

let database: OwnDatabase;
beforeAll(async () => {
  database = await startEmptyDatabase();
});
afterAll(() => database.close());

function run(args: readonly string[], env: Record<string, string> = { GATEWAY_DATABASE_URL: database.databaseUrl }) {
  const command = [fileURLToPath(new URL('keys.ts', import.meta.url)), ...args];
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      command,
      { env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const KEY = /^(chr_([0-9a-f]{16})_[\w-]{43})\nThe key is shown only once\.\n$/;
const TERMS = 'ACME, analytics:bulk, 30 requests a minute, 5000 points a day';
const MADE = String.raw`created \d{4}-\d\d-\d\d \d\d:\d\d, last used never`;

describe('npm run keys -- create | list | revoke | rotate', () => {
  test('a key is shown once, listed without its secret, rotated, and revoked', async () => {
    expect(await run(['list'])).toEqual({ code: 0, stdout: 'There are no keys.\n', stderr: '' });
    const limits = ['--requests-per-minute', '30', '--cost-per-day', '5000'];
    const made = await run(['create', '--owner', 'ACME', ...limits, '--expires', '2099-01-31']);
    expect(made).toEqual({ code: 0, stdout: expect.stringMatching(KEY), stderr: '' });
    const [, , id = ''] = KEY.exec(made.stdout) ?? [];
    const rotated = await run(['rotate', id, '--keep-hours', '1']);
    const [, , next = ''] = KEY.exec(rotated.stdout) ?? [];
    expect(await run(['revoke', next])).toEqual({ code: 0, stdout: `${next} is revoked.\n`, stderr: '' });

    const { stdout } = await run(['list']);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.find((line) => line.startsWith(id))).toMatch(new RegExp(`^${id}  ${TERMS}, ${MADE}, expires 20[2-8]`));
    expect(lines.find((line) => line.startsWith(next))).toMatch(new RegExp(`^${next}  ${TERMS}, ${MADE}, revoked 20`));
    expect(stdout).not.toContain('chr_');

    const keys = openKeyStore(database.databaseUrl);
    expect(await keys.find(next)).toMatchObject({ expiresAt: new Date('2099-01-31'), revokedAt: expect.any(Date) });
    await keys.close();
  });

  test('a failure is reported, and it ends with 1', async () => {
    const unknown = 'key has the id 0000000000000000.\n';
    expect(await run(['revoke', '0000000000000000'])).toEqual({
      code: 1,
      stdout: '',
      stderr: `No active ${unknown}`,
    });
    expect(await run(['rotate', '0000000000000000'])).toEqual({ code: 1, stdout: '', stderr: `No valid ${unknown}` });
    expect(await run(['create', '--owner', 'ACME', '--scope', 'crm:read'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        "error: option '--scope <scopes...>' argument 'crm:read' is invalid. Allowed choices are analytics:bulk.\n",
    });
    expect(await run(['create', '--owner', 'ACME', '--expires', '2001-01-01'])).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('It must be a moment in the future, such as 2030-01-31 or 2030-01-31T12:00:00Z.'),
    });
    expect(await run(['list'], { CHRONOS_SANDBOX_DIR: 'nowhere' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'MIGRATOR_DATABASE_URL is not set, and no sandbox is running: set it to the database of the keys.\n',
    });
    const down = await run(['list'], { DATABASE_URL: 'postgres://user:planted-secret@127.0.0.1:1/none' });
    expect(down).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'connect ECONNREFUSED 127.0.0.1:1\n' +
        'MIGRATOR_DATABASE_URL (else GATEWAY_DATABASE_URL or DATABASE_URL) must be the URL of a running database, with a role ' +
        'that may create tables in its schema "gateway".\n',
    });
  });
});

test('without settings it is over the database of the sandbox that runs, in which a gateway cannot write keys', async () => {
  const sandbox = await startEmptyDatabase((user) => (user === 'owner-of-the-test' ? 'owner' : 'gateway'));
  await sandbox.exec('CREATE ROLE chronos_gateway');
  const urlOf = (username: string) => Object.assign(new URL(sandbox.databaseUrl), { username }).href;
  const dir = await mkdtemp(join(tmpdir(), 'chronos-keys-'));
  await mkdir(join(dir, 'analytics'));
  await writeFile(join(dir, 'analytics', 'owner-url'), urlOf('owner-of-the-test'));

  const key = await makeSandboxKey(urlOf('owner-of-the-test'));
  const [, id = ''] = /^chr_([0-9a-f]{16})_/.exec(key) ?? [];
  const listed = await run(['list'], { CHRONOS_SANDBOX_DIR: dir });
  expect(listed.stdout).toMatch(new RegExp(`^${id}  sandbox, analytics:bulk, .*, expires 20`));

  const ofGateway = openKeyStore(urlOf('chronos_gateway'));
  expect(await ofGateway.find(id)).toMatchObject({ owner: 'sandbox' });
  await ofGateway.touch(id);
  expect(await ofGateway.find(id)).toMatchObject({ lastUsedAt: expect.any(Date) });
  await expect(ofGateway.revoke(id)).rejects.toThrow();
  expect(await run(['revoke', id], { CHRONOS_SANDBOX_DIR: dir })).toMatchObject({
    code: 0,
    stdout: `${id} is revoked.\n`,
  });

  await ofGateway.close();
  await sandbox.close();
  await rm(dir, { recursive: true });
});
