import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hangs } from './faulty.ts';
import { useFaultyGateway } from './faulty-gateway.ts';

const { directus, gateway, readTags } = useFaultyGateway({
  connect: { tuning: { connections: 2, maxWaiting: 1 } },
});

test('more than a bounded number does not wait for an upstream: one more is refused at once', async () => {
  directus.break(hangs);
  const leaving = new AbortController();
  const ask = (limit: number) => readTags(limit, leaving.signal);
  const health = () =>
    gateway()
      .generations.current.upstreams.find(({ name }) => name === 'directus')
      ?.health();
  const asked = [1, 2, 3].map((limit) => ask(limit).catch(() => 'left'));
  while (health()?.waiting !== 1) await turn();
  expect(health()).toMatchObject({ circuit: 'closed', active: 2, waiting: 1, refused: 0 });
  expect(await ask(4)).toEqual({
    data: { cmsTags: null },
    errors: [
      {
        message: 'Too many requests wait for Directus already.',
        locations: [{ line: 1, column: 3 }],
        path: ['cmsTags'],
        extensions: { code: 'UPSTREAM_OVERLOADED', upstream: 'directus', retryAfterSeconds: 1 },
      },
    ],
  });
  expect(health()?.refused).toBe(1);
  leaving.abort();
  await Promise.all(asked);
  directus.break(undefined);
  while (health()?.active !== 0) await turn();
  expect(health()).toMatchObject({ active: 0, waiting: 0 });
});
