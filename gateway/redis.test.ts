import { expect, test, vi } from 'vitest';
import { freePort } from '../test/ports.ts';
import { ANONYMOUS } from './identity/identity.ts';
import { BOUNDS } from './limits/bounds.ts';
import { createRates } from './limits/rates.ts';
import { connectRedis } from './redis.ts';

test('a Redis that is not there when the gateway starts stops nothing, and its password is in no warning', async () => {
  const warn = vi.fn<(message: string) => void>();
  const redis = connectRedis({ url: `redis://:planted-secret@127.0.0.1:${await freePort()}`, warn });
  const rates = createRates({ ...BOUNDS, public: { ...BOUNDS.public, requestsPerMinute: 2 } }, redis);
  const exceeded: boolean[] = [];
  for (let turn = 0; turn < 3; turn += 1) exceeded.push((await rates.request(ANONYMOUS, 'a')).allowance.exceeded);
  expect(exceeded).toEqual([false, false, true]);
  await vi.waitUntil(() => warn.mock.calls.length > 0);
  redis.close();
  expect(warn.mock.calls).toEqual([
    ['Redis does not answer (ECONNREFUSED): until it does, each gateway has its own limits and cache.'],
  ]);
});
