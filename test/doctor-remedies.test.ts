import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { type Examination, examine } from '../doctor/examine.ts';
import { listen } from '../gateway/http/listen.ts';
import { readCompose } from './documents/compose.ts';
import { runLine } from './documents/shell.ts';
import { WAYS } from './documents/ways.ts';
import { type OwnDatabase, startEmptyDatabase } from './own-database.ts';
import { freePort } from './ports.ts';

/*
 * The remedies of the doctor that are not in doctor/doctor.test.ts, each followed as it is written: settings, SQL and
 * commands. test/live/doctor.test.ts has those that need a real PostgreSQL.
 */

const ROOT = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

type Settings = Readonly<Record<string, string>>;
type Finding = Examination['findings'][number];

const SANDBOX = { CHRONOS_SANDBOX: 'true' };

async function find(settings: Settings, subject: string): Promise<Finding | undefined> {
  const { findings } = await examine({ ...SANDBOX, ...settings });
  return findings.find((finding) => finding.subject === subject);
}

/** The first setting that a remedy shows, such as HOST=127.0.0.1. */
function settingOf({ remedy = '' }: Finding): Settings {
  const [, name = '', value = ''] = /Set ([A-Z_]+)=(\S*)/.exec(remedy) ?? [];
  return { [name]: value.replace('…', 'any-password') };
}

/** The commands of a remedy: what follows a colon, up to a semicolon. */
const commandsOf = ({ remedy = '' }: Finding) =>
  [...remedy.matchAll(/: ((?:docker compose|npm run|curl) [^;]+);/g)].map(([, command = '']) => command);

/** Starts an HTTP server with one answer, until the test is over. */
async function serve(answer: { status: number }): Promise<string> {
  const server = createServer((_, response) => response.writeHead(answer.status).end('{}'));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listen(server, { host: '127.0.0.1', port: 0 });
}

let database: OwnDatabase;
beforeAll(async () => {
  database = await startEmptyDatabase((user) => (user === 'chronos_gateway' ? 'gateway' : 'owner'));
  await database.exec(
    'CREATE SCHEMA timeseries; CREATE SCHEMA metadata; CREATE SCHEMA geospatial; CREATE SCHEMA analytics',
  );
});
afterAll(() => database.close());

test('an address of another machine: the setting that the remedy shows', async () => {
  const found = await find({ HOST: 'nowhere.invalid' }, 'Host');
  expect(found?.status).toBe('failed');
  if (found) expect(await find({ ...settingOf(found) }, 'Host')).toMatchObject({ status: 'ok' });
});

test('a replica that follows nothing: the setting that the remedy shows', async () => {
  const settings = { DATABASE_URL: database.databaseUrl, DATABASE_REPLICA_URL: database.databaseUrl };
  const found = await find(settings, 'Replica');
  expect(found?.status).toBe('warning');
  if (found) expect(await find({ ...settings, ...settingOf(found) }, 'Replica')).toBeUndefined();
});

test('a superuser, and a role that could create keys: the SQL file and the settings of the remedies', async () => {
  const superuser = { DATABASE_URL: database.databaseUrl };
  const found = await find(superuser, 'postgres');
  expect(found).toMatchObject({
    check: 'Grants',
    status: 'failed',
    detail: 'The role is a superuser: it may do everything.',
  });
  const [, file = ''] = /psql --file=(\S+);/.exec(found?.remedy ?? '') ?? [];
  await database.exec(read(file));
  await database.exec(/(ALTER ROLE .*?);/.exec(found?.remedy ?? '')?.[1] ?? '');
  const gateway = database.databaseUrl.replace('postgres@', 'chronos_gateway@');
  const { findings } = await examine({ ...SANDBOX, DATABASE_URL: gateway });
  expect(findings.filter(({ check, status }) => check === 'Grants' && status !== 'ok')).toEqual([]);

  const keys = { DATABASE_URL: gateway, GATEWAY_DATABASE_URL: database.databaseUrl };
  const creates = await find(keys, 'Keys');
  expect(creates).toMatchObject({ status: 'failed', detail: expect.stringContaining('could create keys') });
  if (creates) expect(await find({ ...keys, ...settingOf(creates) }, 'Keys')).toMatchObject({ status: 'ok' });
});

test('an OpenID provider that answers 404: the command shows it, and the finding ends with the fault', async () => {
  const answer = { status: 404 };
  const settings = { OIDC_ISSUER: await serve(answer), OIDC_AUDIENCE: 'chronos' };
  const found = await find(settings, 'OpenID provider');
  expect(found?.status).toBe('failed');
  const [command = ''] = found ? commandsOf(found) : [];
  const cwd = fileURLToPath(ROOT);
  expect((await runLine(command, { cwd })).printed).toContain('404');
  answer.status = 200;
  expect((await runLine(command, { cwd })).code).toBe(0);
  expect(await find(settings, 'OpenID provider')).toMatchObject({ status: 'ok' });
});

test('servers that do not answer, or with an error: each remedy has a command that exists', async () => {
  const nobody = `127.0.0.1:${await freePort()}`;
  const unreachable = {
    DATABASE_URL: `postgres://gateway@${nobody}/none`,
    DATABASE_REPLICA_URL: `postgres://gateway@${nobody}/none`,
    GATEWAY_DATABASE_URL: `postgres://keys@${nobody}/none`,
    DIRECTUS_URL: `http://${nobody}`,
    TWENTY_URL: `http://${nobody}`,
    TWENTY_API_KEY: 'key',
    REDIS_URL: `redis://${nobody}`,
  };
  const failing = await serve({ status: 500 });
  const examinations = [
    unreachable,
    { ANALYTICS_URL: `http://${nobody}` },
    { DIRECTUS_URL: failing, TWENTY_URL: failing, TWENTY_API_KEY: 'key' },
  ].map((settings) => examine({ ...SANDBOX, ...settings }));
  const findings = (await Promise.all(examinations)).flatMap((each) => each.findings);
  const failed = findings.filter(({ check, status }) => check === 'Connections' && status === 'failed');
  expect(failed.map(({ subject }) => subject).sort()).toEqual([
    'Analytics',
    'Database',
    'Directus',
    'Directus',
    'Keys',
    'Redis',
    'Replica',
    'Twenty',
    'Twenty',
  ]);
  const { services } = parse(read('docker-compose.yml'));
  for (const finding of failed) {
    const [command = ''] = commandsOf(finding);
    // No test has an engine of Docker: the service is held to docker-compose.yml. Other commands are the documents' own.
    if (command.startsWith('docker compose'))
      expect(Object.keys(services)).toEqual(expect.arrayContaining([...readCompose(command).services]));
    else expect(Object.keys(WAYS)).toContain(command);
  }
});
