import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
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
  await expect.poll(() => warn.mock.calls).not.toEqual([]);
  redis.close();
  expect(warn.mock.calls).toEqual([
    ['Redis does not answer (ECONNREFUSED): until it does, each gateway has its own limits and cache.'],
  ]);
});

test('a Redis that is full refuses writes, while it answers reads: it is reported once, and once when it has room', async () => {
  let isFull = true;
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
        socket.write(name === 'SET' && isFull ? '-OOM command not allowed\r\n' : '+OK\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const warn = vi.fn<(message: string) => void>();
  const { port } = server.address() as AddressInfo;
  const redis = connectRedis({ url: `redis://127.0.0.1:${port}`, warn, pauseMs: 50 });
  onTestFinished(() => {
    redis.close();
    server.close();
  });
  await expect.poll(() => redis.isUsable).toBe(true);
  expect(redis.isShared).toBe(true);
  const write = () => redis.run((commands) => commands.set('a', 'b'));
  for (let turn = 0; turn < 3; turn += 1) {
    await expect(write()).rejects.toThrow('OOM');
    expect(await redis.run((commands) => commands.get('a'))).toBe('OK');
  }
  const full =
    'Redis refuses commands (OOM command not allowed): until it accepts them, each gateway has its own limits and cache.';
  expect(warn.mock.calls).toEqual([[full]]);
  expect(redis.isShared).toBe(false);
  isFull = false;
  await expect.poll(async () => (await write()) && redis.isShared).toBe(true);
  expect(warn.mock.calls).toEqual([[full], ['Redis answers again: the gateways share limits and cache.']]);
});

test('an answer that arrived while the gateway was busy is not late', async () => {
  const TIMEOUT_MS = 50;
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
        socket.write('+OK\r\n');
        const until = performance.now() + 2 * TIMEOUT_MS;
        while (name === 'GET' && performance.now() < until);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const warn = vi.fn<(message: string) => void>();
  const { port } = server.address() as AddressInfo;
  const redis = connectRedis({ url: `redis://127.0.0.1:${port}`, warn, timeoutMs: TIMEOUT_MS });
  onTestFinished(() => {
    redis.close();
    server.close();
  });
  await expect.poll(() => redis.isUsable).toBe(true);
  expect(await redis.run((commands) => commands.get('a'))).toBe('OK');
  expect([redis.isUsable, warn.mock.calls]).toEqual([true, []]);
});
