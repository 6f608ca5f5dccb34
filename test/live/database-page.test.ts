import '../provided.ts';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { examine } from '../../doctor/examine.ts';
import { runLine } from '../documents/shell.ts';
import { ENV, postgresTree } from './postgres.ts';

const directusUrl = inject('directusUrl');
const asAdmin = { authorization: `Bearer ${inject('directusAdminToken')}`, 'content-type': 'application/json' };

test('every table of a database that Directus runs on has its owner', async () => {
  const { findings } = await examine({ DATABASE_URL: inject('databaseUrl'), CHRONOS_SANDBOX: 'true' });
  const found = findings.filter(({ check, status }) => ['Owners', 'Drift'].includes(check) && status !== 'ok');
  expect(found).toEqual([]);
});

/** Runs the page's command that merges users, in the database of the tests. */
async function mergeUsers() {
  const page = await readFile('docs/database.md', 'utf8');
  const [line = ''] = /docker compose exec -T database psql .*/.exec(page) ?? [];
  const { hostname, port, password, pathname } = new URL(inject('ownerUrl'));
  const command = line
    .replace('docker compose exec -T database psql', `chroot ${await postgresTree()} psql`)
    .replace('--dbname=chronos', `--dbname=${pathname.slice(1)}`);
  const settings = { ...ENV, PGHOST: hostname, PGPORT: port, PGPASSWORD: password };
  return runLine(command, { cwd: process.cwd(), settings });
}

async function signIn(email: string, password: string): Promise<number> {
  const body = JSON.stringify({ email, password });
  const { status } = await fetch(`${directusUrl}/auth/login`, { method: 'POST', headers: asAdmin, body });
  return status;
}

test('the accounts of the site’s own sign-in become users of Directus, without a role and a password', async () => {
  const sql = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
  const email = `${randomUUID()}@example.com`;
  onTestFinished(async () => {
    await sql`DROP TABLE public.users`;
    await sql`DELETE FROM directus_users WHERE email = ${email}`;
    await sql.end();
  });
  await sql`CREATE TABLE public.users (id serial PRIMARY KEY, email text, name text, hash text, salt text)`;
  await sql`INSERT INTO public.users (email, name, hash, salt) VALUES (${email.toUpperCase()}, 'Ada', 'h', 's')`;
  expect(await mergeUsers()).toEqual({ code: 0, printed: expect.stringContaining(email) });
  expect(await mergeUsers()).toEqual({ code: 0, printed: expect.stringContaining(email) });

  const filter = encodeURIComponent(JSON.stringify({ email: { _eq: email } }));
  const response = await fetch(`${directusUrl}/users?filter=${filter}`, { headers: asAdmin });
  const { data } = await response.json();
  expect(data).toEqual([expect.objectContaining({ email, first_name: 'Ada', role: null, status: 'active' })]);
  expect([await signIn(email, ''), await signIn(email, 'h')]).toEqual([400, 401]);

  const body = JSON.stringify({ password: 'a password of their own' });
  await fetch(`${directusUrl}/users/${data[0].id}`, { method: 'PATCH', headers: asAdmin, body });
  expect(await signIn(email, 'a password of their own')).toBe(200);
});
