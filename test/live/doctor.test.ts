import '../provided.ts';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { examine } from '../../doctor/examine.ts';
import { runLine } from '../documents/shell.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

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
