import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, inject, test, vi } from 'vitest';
import { start } from '../process.ts';
import '../provided.ts';

const SETTINGS = { CHRONOS_SANDBOX: 'true', PORT: '0', WORKERS: '2', SCHEMA_POLL_SECONDS: '0' };

test('WORKERS=2: all reload where one is asked to, and at SIGHUP', { timeout: 60_000 }, async () => {
  const gateway = start({ ...SETTINGS, DATABASE_URL: inject('databaseUrl') });
  const banner = await gateway.printed(/Try:\n/);
  const url = String(/http:[\d.:/]+(?=\/graphql)/.exec(banner));
  const authorization = String(/Bearer \S+/.exec(banner));
  const headers = { authorization, 'x-chronos-csrf': '1' };

  /** The generations of both: new connections go to one worker after the other. */
  const generations = async () => Promise.all([generation(url), generation(url)]);
  const all = (number: number) =>
    vi.waitUntil(async () => (await generations()).every((each) => each === number), {
      timeout: 20_000,
      interval: 100,
    });

  await all(1);
  const response = await fetch(`${url}/admin/reload`, { method: 'POST', headers });
  expect(await response.json()).toEqual({ outcome: 'swapped', generation: 2, changes: {}, findings: [] });
  await all(2);
  gateway.child.kill('SIGHUP');
  await all(3);
});

async function generation(url: string): Promise<unknown> {
  const [response] = (await once(get(`${url}/readyz`, { agent: new Agent() }), 'response')) as [IncomingMessage];
  const body = await json(response);
  return body !== null && typeof body === 'object' && Reflect.get(body, 'generation');
}
