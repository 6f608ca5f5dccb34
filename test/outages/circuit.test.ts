import { afterAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { passTime } from '../clock.ts';
import { startGateway } from '../gateway.ts';
import { answers, hangs, resets } from './faulty.ts';
import { DATA, QUERY, useFaultyGateway, without } from './faulty-gateway.ts';

const HALF_OPEN_AFTER_MS = 60_000;
const TIMEOUT_MS = 3_000;

const { directus, gateway, ask } = useFaultyGateway({
  connect: { tuning: { failuresToOpen: 3, halfOpenAfterMs: HALF_OPEN_AFTER_MS, maxRetries: 0 } },
  timeoutsMs: { directus: TIMEOUT_MS },
});
beforeEach(async () => {
  directus.break(undefined);
  passTime(HALF_OPEN_AFTER_MS);
  await ask();
});

const unreachable = { code: 'UPSTREAM_UNREACHABLE', message: 'Directus cannot be reached.' };

afterAll(() => {
  vi.restoreAllMocks();
});

const health = () =>
  gateway()
    .generations.current.upstreams.find(({ name }) => name === 'directus')
    ?.health();

async function open(): Promise<void> {
  directus.break(resets);
  for (let failure = 0; failure < 3; failure += 1) expect(await ask()).toEqual(without('cmsTags', unreachable));
  expect(directus.requests).toBe(3);
  expect(health()).toMatchObject({ circuit: 'open', active: 0, waiting: 0 });
}

test('an upstream that fails again and again is left alone, with an error that says for how long', async () => {
  await open();
  const refused = health()?.refused ?? 0;
  directus.break(undefined);
  expect(await ask()).toEqual(without('cmsTags', { ...unreachable, retryAfterSeconds: 60 }));
  passTime(HALF_OPEN_AFTER_MS - 1500);
  expect(await ask()).toEqual(without('cmsTags', { ...unreachable, retryAfterSeconds: 2 }));
  expect(directus.requests).toBe(0);
  expect(health()?.refused).toBe(refused + 2);
});

test('then one request tries it, and it is asked by all again', async () => {
  await open();
  directus.break(undefined);
  passTime(HALF_OPEN_AFTER_MS);
  expect(await ask()).toEqual({ data: DATA });
  expect(health()?.circuit).toBe('closed');
});

test('where that fails, it is left alone for as long again', async () => {
  await open();
  directus.break(answers(502, ''));
  passTime(HALF_OPEN_AFTER_MS);
  expect(await ask()).toEqual(without('cmsTags', unreachable));
  expect(await ask()).toEqual(without('cmsTags', { ...unreachable, retryAfterSeconds: 60 }));
  expect(directus.requests).toBe(1);
});

test('while one tries it, nobody else waits for what comes of that', async () => {
  await open();
  directus.break(hangs);
  passTime(HALF_OPEN_AFTER_MS);
  const trial = ask();
  const others = gateway().ask('{ cmsTags(limit: 2) { id } }', {}, { staff: true });
  expect((await others).result.errors).toMatchObject([
    { extensions: { ...codeOf(unreachable), retryAfterSeconds: 0 } },
  ]);
  expect(health()?.circuit).toBe('half-open');
  expect(await trial).toEqual(
    without('cmsTags', { code: 'UPSTREAM_TIMEOUT', message: `Directus did not answer within ${TIMEOUT_MS} ms.` }),
  );
  expect(directus.requests).toBe(1);
  expect(health()?.circuit).toBe('open');
});

const codeOf = ({ code }: { readonly code: string }) => ({ code });

test('an error about what was asked is no failure', async () => {
  directus.break(answers(400, { errors: [{ message: 'No.', extensions: { code: 'INVALID_QUERY' } }] }));
  for (let asked = 0; asked < 5; asked += 1) await ask();
  expect(health()?.circuit).toBe('closed');
});

test('a database that is away is left alone like any upstream', async () => {
  const tuning = { failuresToOpen: 2, halfOpenAfterMs: HALF_OPEN_AFTER_MS, maxRetries: 0 };
  // Its first failure is at the start, when it is asked whether it is there.
  const withoutDatabase = await startGateway({ down: 'analytics', connect: { tuning } });
  onTestFinished(() => withoutDatabase.close());
  const away = { code: 'UPSTREAM_UNREACHABLE', message: 'The analytics database cannot be reached.' };
  expect((await withoutDatabase.ask(QUERY, {}, { staff: true })).result).toEqual(without('dataSources', away));
  expect((await withoutDatabase.ask(QUERY, {}, { staff: true })).result).toEqual(
    without('dataSources', { ...away, retryAfterSeconds: 60 }),
  );
  const { upstreams } = withoutDatabase.generations.current;
  expect(upstreams.find(({ name }) => name === 'analytics')?.health()).toMatchObject({ circuit: 'open', refused: 1 });
});
