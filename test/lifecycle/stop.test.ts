import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { expect, inject, onTestFinished, test } from 'vitest';
import { children, isRunning, start } from '../process.ts';
import '../provided.ts';
import { ask, startLoad } from './load.ts';

const SETTINGS = {
  CHRONOS_SANDBOX: 'true',
  PORT: '0',
  RATES: 'public=100000000/1000000000000',
  // However busy the machine is: this is not about overload.
  MAX_EVENT_LOOP_DELAY_MS: '10000',
};
const QUERY = '{ series(code: "BLS:CES0000000001") { title articles(first: 1) { id } } cmsTags(limit: 2) { name } }';
const CLIENTS = 12;

async function startLoaded(settings: Record<string, string> = {}) {
  const gateway = start({ ...SETTINGS, DATABASE_URL: inject('databaseUrl'), ...settings });
  const banner = await gateway.printed(/Try:\n/);
  const url = String(/http:\S+\/graphql/.exec(banner));
  const answer = await ask(url, JSON.stringify({ query: QUERY }));
  expect(JSON.parse(answer)).toMatchObject({ data: { series: { title: 'All Employees: Total Nonfarm' } } });
  return { gateway, load: () => startLoad(url, QUERY, answer, CLIENTS) };
}

/** Each request was answered in full, until a connection was refused before anything was sent on it. */
const NOTHING_LOST = Array.from({ length: CLIENTS }, () => ({ answered: expect.any(Number), end: 'ECONNREFUSED' }));

/**
 * The same of several workers: Node's cluster resets a new connection that the first process has accepted and that no worker
 * takes any more.
 */
const NOTHING_LOST_BY_WORKERS = NOTHING_LOST.map((met) => ({
  ...met,
  end: expect.stringMatching(/^ECONN(REFUSED|RESET)$/),
}));

test('SIGTERM under load: each request is answered, or its connection refused; it ends with 0', async () => {
  const { gateway, load } = await startLoaded();
  const { until, ended } = load();
  await until(10 * CLIENTS);
  gateway.child.kill('SIGTERM');
  expect(await ended).toEqual(NOTHING_LOST);
  expect(await gateway.exited).toBe(0);
});

test('WORKERS=2: one banner, a worker that dies is replaced, and SIGTERM loses no request', async () => {
  const { gateway, load } = await startLoaded({ WORKERS: '2' });
  const workers = await children(gateway.child.pid);
  expect(workers).toHaveLength(2);
  process.kill(Number(workers[0]), 'SIGKILL');
  await gateway.printed(/A worker ended by SIGKILL: a new one starts in 100 ms\.\n/);
  await expect.poll(() => children(gateway.child.pid)).toHaveLength(2);
  const { until, ended } = load();
  await until(10 * CLIENTS);
  gateway.child.kill('SIGTERM');
  expect(await ended).toEqual(NOTHING_LOST_BY_WORKERS);
  expect(await gateway.exited).toBe(0);
  expect((await gateway.printed(/./)).match(/Chronos Graph is ready/g)).toHaveLength(1);
});

test('WORKERS=2: SIGTERM ends a worker that is still starting, with 0', async () => {
  let isHolding = false;
  let receive = () => {};
  const directus = createHttpServer((_request, response) => {
    receive();
    if (!isHolding) response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    directus.closeAllConnections();
    directus.close();
  });
  await once(directus, 'listening');
  const { port } = directus.address() as AddressInfo;
  const gateway = start({
    ...SETTINGS,
    DATABASE_URL: inject('databaseUrl'),
    DIRECTUS_URL: `http://127.0.0.1:${port}`,
    DIRECTUS_TOKEN: 'any',
    SCHEMA_POLL_SECONDS: '0',
    WORKERS: '2',
  });
  await gateway.printed(/Try:\n/);
  await expect.poll(() => children(gateway.child.pid)).toHaveLength(2);
  isHolding = true;
  const asked = new Promise<void>((resolve) => {
    receive = resolve;
  });
  process.kill(Number((await children(gateway.child.pid))[0]), 'SIGKILL');
  await asked;
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});

test.each(['1', '2'])('WORKERS=%s: SIGTERM ends a gateway that is still starting, with 0', async (workers) => {
  let receive = () => {};
  const asked = new Promise<void>((resolve) => {
    receive = resolve;
  });
  const directus = createServer(receive).listen(0, '127.0.0.1');
  onTestFinished(() => void directus.close());
  await once(directus, 'listening');
  const { port } = directus.address() as AddressInfo;
  const DIRECTUS_URL = `http://127.0.0.1:${port}`;
  const settings = { DATABASE_URL: inject('databaseUrl'), DIRECTUS_URL, DIRECTUS_TOKEN: 'any', WORKERS: workers };
  const gateway = start({ ...SETTINGS, ...settings });
  await asked;
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});

test('WORKERS=2: when what started them is killed, and with it whoever read what they print, they end too', async () => {
  const { gateway, load } = await startLoaded({ WORKERS: '2' });
  const workers = await children(gateway.child.pid);
  const { until, ended } = load();
  await until(10 * CLIENTS);
  gateway.child.stdout?.destroy();
  gateway.child.stderr?.destroy();
  gateway.child.kill('SIGKILL');
  await ended;
  await expect.poll(() => workers.filter(isRunning)).toEqual([]);
});

test('WORKERS=2: what keeps them from starting is said once', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const gateway = start({ ...SETTINGS, DATABASE_URL: inject('databaseUrl'), WORKERS: '2', PORT: String(port) });
  expect(await gateway.exited).toBe(1);
  expect((await gateway.printed(/./)).match(/PORT \d+ is in use/g)).toHaveLength(1);
});
