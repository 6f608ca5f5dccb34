import '../provided.ts';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { runLine } from '../documents/shell.ts';
import { ENV, postgresTree } from './postgres.ts';

const page = await readFile('docs/deployment.md', 'utf8');

/** A command of the page that begins so, as it stands there. */
function lineOf(begins: string): string {
  const line = page.split('\n').find((each) => each.startsWith(begins));
  if (line === undefined) throw new Error(`docs/deployment.md has no command that begins with "${begins}".`);
  return line;
}

test('the commands for analytics of one’s own make the tables, and let the gateway read them', async () => {
  const owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => undefined });
  const name = `own_analytics_${randomBytes(8).toString('hex')}`;
  await owner.unsafe(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` });
  const sql = postgres(url.href, { max: 1 });
  onTestFinished(async () => {
    await sql.end();
    await owner.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
    await owner.end();
  });

  const psql = `chroot ${await postgresTree()} psql`;
  const settings = { ...ENV, PGHOST: url.hostname, PGPORT: url.port, PGPASSWORD: url.password };
  for (const begins of [lineOf('cat '), lineOf('docker compose exec -T database psql ')]) {
    const line = begins.replace('docker compose exec -T database psql', psql).replace('=chronos ', `=${name} `);
    expect(await runLine(line, { cwd: process.cwd(), settings })).toEqual({ code: 0, printed: expect.any(String) });
  }
  const readable = await sql`
    SELECT schemaname AS schema, count(*)::integer AS tables FROM pg_tables
    WHERE has_table_privilege('chronos_gateway', format('%I.%I', schemaname, tablename), 'SELECT')
      AND schemaname IN ('metadata', 'timeseries', 'geospatial', 'analytics') GROUP BY 1 ORDER BY 1`;
  expect(readable.map(({ schema }) => schema)).toEqual(['geospatial', 'metadata', 'timeseries']);
});
