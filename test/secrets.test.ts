import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EnvironmentVariables } from '../gateway/config/environment.ts';
import { secretsOf } from '../gateway/observe/secrets.ts';

const Settings = EnvironmentVariables.keyof();
const read = (file: string) => readFile(new URL(`../${file}`, import.meta.url), 'utf8');

/** A setting that is secret in whole, or that takes a URL in which a password may stand. */
function isSecret(name: string): boolean {
  return secretsOf({ [name]: 'a-secret-value' }).length > 0 || takes(name, 'postgres://') || takes(name, 'redis://');
}

/** Whether a setting takes URLs of a protocol, and not just any text. */
function takes(name: string, protocol: string): boolean {
  const { data: setting } = Settings.safeParse(name);
  if (!setting) return false;
  const { [setting]: value } = EnvironmentVariables.shape;
  return value.safeParse(`${protocol}user:password@host/1`).success && !value.safeParse('any text').success;
}

test('docs/secrets.md says of each secret of the settings and of .env.example how to replace it, and of no other', async () => {
  const [page, example] = await Promise.all([read('docs/secrets.md'), read('.env.example')]);
  const settings = Object.keys(EnvironmentVariables.shape);
  const examples = Array.from(example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=(.*)/gm), ([, name = '', value]) => ({
    name,
    value,
  }));
  // Some settings are of commands alone: their examples show that a password stands in them.
  const known = new Set([
    ...settings.filter(isSecret),
    ...examples
      .filter(({ name, value }) => isSecret(name) || secretsOf({ [name]: value }).length > 0)
      .map(({ name }) => name),
  ]);
  const listed = new Set(
    Array.from(page.matchAll(/^\| (`[A-Z].*?) \|/gm), ([, cell = '']) => cell.match(/[A-Z][A-Z0-9_]+/g) ?? []).flat(),
  );
  expect([...listed].sort()).toEqual([...known].sort());
});
