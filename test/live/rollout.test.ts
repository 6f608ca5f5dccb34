import '../provided.ts';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { type Copy, copyRepository } from '../documents/copy.ts';
import { freePort } from '../ports.ts';
import { type Run, run } from '../process.ts';
import { type LiveBalancer, startBalancer } from './balancer.ts';
import { ask, startLoad } from './load.ts';

/* deploy/rollout/rollout.sh between two versions of the gateway under load. They are processes in place of containers. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT = join(ROOT, 'deploy/rollout/rollout.sh');
const DRIVER = fileURLToPath(new URL('rollout/driver.sh', import.meta.url));

const DESCRIPTION = 'The series with a code; null if there is none.';
const DESCRIPTION_2 = 'The series with this code; null if there is none.';
const QUERY = '{ series(code: "BLS:CES0000000001") { title latest { value } articles(first: 1) { title } } }';
const TOKENS = { DIRECTUS_TOKEN: 'the-token-of-the-service', TWENTY_API_KEY: 'the-key-of-the-workspace' };
const CLIENTS = 3;

type Place = 'gateway' | 'gateway-2';

let directus: Awaited<ReturnType<typeof startDirectus>>;
let twenty: Awaited<ReturnType<typeof startTwenty>>;
let balancer: LiveBalancer;
let copy: Copy;
let control: Server;
let ports: Readonly<Record<Place, number>>;
/** The folder of each version. */
let versions: Readonly<Record<string, string>>;
/** The version in each place, and its process. */
const inPlace = new Map<Place, { readonly version: string; readonly gateway: Run }>();
const steps: string[] = [];

function startIn(place: Place, version: string): void {
  const settings = {
    ...TOKENS,
    DATABASE_URL: inject('databaseUrl'),
    DIRECTUS_URL: directus.url,
    TWENTY_URL: twenty.url,
    PORT: String(ports[place]),
    RATES: 'public=100000000/1000000000',
    LEAVE_SECONDS: '2',
    MAX_EVENT_LOOP_DELAY_MS: '10000',
  };
  const gateway = run(settings, pathToFileURL(join(versions[version] ?? '', 'gateway/main.ts')));
  inPlace.set(place, { version, gateway });
}

/** The steps of the script that deploy/rollout/compose.sh does with containers. */
const DRIVE: Readonly<Record<string, (of: string, version: string) => unknown>> = {
  pull: (version) => versions[version],
  migrate: (version) => {
    const keys = [join(versions[version] ?? '', 'gateway/keys.ts'), 'list'];
    const env = { PATH: process.env.PATH, MIGRATOR_DATABASE_URL: inject('ownerUrl') };
    return version === 'broken' || promisify(execFile)(process.execPath, keys, { env });
  },
  start: (place, version) => startIn(place as Place, version),
  back: (place) => startIn(place as Place, inPlace.get(place as Place)?.version ?? ''),
  stop: async (place) => {
    const gateway = inPlace.get(place as Place)?.gateway;
    gateway?.child.kill('SIGTERM');
    await gateway?.exited;
  },
  serves: async (place) => {
    const { ok } = await fetch(`${balancer.state}/${place}`);
    if (!ok) throw new Error(`${place} is sent nothing.`);
  },
  keep: () => undefined,
};

beforeAll(async () => {
  [directus, twenty, copy] = await Promise.all([
    startDirectus({ token: TOKENS.DIRECTUS_TOKEN }),
    startTwenty({ apiKey: TOKENS.TWENTY_API_KEY }),
    copyRepository(),
  ]);
  const file = join(copy.folder, 'subgraphs/analytics/schema/series-by-code.ts');
  const text = await readFile(file, 'utf8');
  if (!text.includes(DESCRIPTION)) throw new Error(`${file} describes the field in other words: adapt DESCRIPTION.`);
  await writeFile(file, text.replace(DESCRIPTION, DESCRIPTION_2));
  versions = { one: ROOT, two: copy.folder, broken: tmpdir() };
  ports = { gateway: await freePort(), 'gateway-2': await freePort() };
  balancer = await startBalancer([ports.gateway, ports['gateway-2']]);
  // HAProxy sends requests to a server until its first checks have failed.
  const isSent = async (place: Place) => (await fetch(`${balancer.state}/${place}`)).ok;
  await vi.waitUntil(async () => !(await isSent('gateway')) && !(await isSent('gateway-2')), { timeout: 60_000 });
  control = createServer(async ({ url = '' }, response) => {
    const [, step = '', of = '', version = ''] = url.split('/');
    if (step !== 'serves') steps.push([step, of, version].filter(Boolean).join(' '));
    response.statusCode = await Promise.resolve(DRIVE[step]?.(of, version)).then(
      () => 200,
      () => 503,
    );
    response.end();
  });
  await new Promise<void>((listening) => control.listen(0, '127.0.0.1', listening));
}, 120_000);
afterAll(async () => {
  control?.close();
  for (const { gateway } of inPlace.values()) gateway.child.kill('SIGKILL');
  await Promise.all([balancer?.stop(), directus?.close(), twenty?.close(), copy?.remove()]);
  // The migrations ran as the owner of the database, whose tables these should not stay.
  const sql = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
  await sql`DROP TABLE IF EXISTS gateway.partner_keys, gateway.identity_migrations`;
  await sql.end();
});

/** Runs the script. */
function rollout(wanted: string, seconds = 90): Promise<{ code: number; printed: string; steps: string[] }> {
  steps.length = 0;
  const env = {
    PATH: process.env.PATH,
    CONTROL: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
    ROLLOUT_DRIVER: DRIVER,
    ROLLOUT_LOCK: join(copy.folder, 'lock'),
    ROLLOUT_SECONDS: String(seconds),
  };
  return new Promise((resolve) => {
    execFile('bash', [SCRIPT, wanted], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, printed: (stdout + stderr).trim(), steps: [...steps] }),
    );
  });
}

/** The version that answers through the balancer. */
async function served(): Promise<string> {
  const query = '{ __type(name: "Query") { fields { name description } } }';
  const { body } = await ask(balancer.url, '127.0.0.1', { query });
  return body.includes(DESCRIPTION_2) ? 'two' : body.includes(DESCRIPTION) ? 'one' : body;
}

test('the first one starts where nothing serves', { timeout: 120_000 }, async () => {
  expect(await rollout('one')).toEqual({
    code: 0,
    printed: 'rollout: gateway serves.',
    steps: ['pull one', 'migrate one', 'stop gateway', 'start gateway one', 'keep gateway'],
  });
  expect(await served()).toBe('one');
});

test('another version replaces it under load, and is replaced by it again: no request fails', {
  timeout: 5 * 60_000,
}, async () => {
  const { body: answer } = await ask(balancer.url, '127.0.0.1', { query: QUERY });
  expect(JSON.parse(answer)).toMatchObject({ data: { series: { title: 'All Employees: Total Nonfarm' } } });
  const alike = { origin: balancer.url, query: QUERY, answer, clients: CLIENTS, perAddress: Number.POSITIVE_INFINITY };
  const posts = startLoad({ ...alike, method: 'POST', network: '127.5' });
  const gets = startLoad({ ...alike, method: 'GET', network: '127.6' });
  await posts.more(10 * CLIENTS);
  expect(await rollout('two')).toEqual({
    code: 0,
    printed: 'rollout: gateway-2 serves, and gateway is there for going back.',
    steps: ['pull two', 'migrate two', 'stop gateway-2', 'start gateway-2 two', 'stop gateway', 'keep gateway-2'],
  });
  expect(await served()).toBe('two');
  await posts.more(10 * CLIENTS);
  expect(await rollout('--back')).toEqual({
    code: 0,
    printed: 'rollout: gateway serves, and gateway-2 is there for going back.',
    steps: ['stop gateway', 'back gateway', 'stop gateway-2', 'keep gateway'],
  });
  expect(await served()).toBe('one');
  // One that cannot start: nothing changes.
  expect(await rollout('broken', 3)).toMatchObject({
    code: 1,
    printed: expect.stringContaining('gateway-2 was not ready within 3 s and is stopped. gateway serves as before'),
  });
  expect(await served()).toBe('one');
  await posts.more(10 * CLIENTS);
  expect([...(await posts.stop()), ...(await gets.stop())]).toEqual([]);
});

test('two at a time, and requests without an image, are refused', async () => {
  const both = await Promise.all([rollout('one'), rollout('one')]);
  expect(both.map(({ code }) => code).toSorted()).toEqual([0, 1]);
  expect(both.map(({ printed }) => printed)).toContainEqual('rollout: another one is running.');
  for (const wanted of ['', '--forward']) expect(await rollout(wanted)).toMatchObject({ code: 1, steps: [] });
}, 120_000);
