import { expect, inject, test } from 'vitest';
import { freePort } from './ports.ts';
import { start } from './process.ts';
import './provided.ts';

async function startAndAsk(settings: Record<string, string>, times: number) {
  const metricsPort = await freePort();
  const gateway = start({
    CHRONOS_SANDBOX: 'true',
    PORT: '0',
    DATABASE_URL: inject('databaseUrl'),
    METRICS_PORT: String(metricsPort),
    ...settings,
  });
  const url = String(/http:\S+\/graphql/.exec(await gateway.printed(/Try:\n/)));
  for (let time = 0; time < times; time += 1) {
    await fetch(url, {
      method: 'POST',
      // A connection of its own, so that every worker has some.
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: 'query Asked { cmsTags(limit: 1) { name } }' }),
    }).then((response) => response.json());
  }
  const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((response) => response.text());
  const sample = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(metrics)?.[1]);
  return { gateway, sample };
}

const DONE = 'chronos_requests_total{operation="other",audience="public",outcome="done"}'.replace(/[{}]/g, '\\$&');

test('a line of the log for each request, and metrics beside', { timeout: 60_000 }, async () => {
  const { gateway, sample } = await startAndAsk({ LOG_LEVEL: 'info' }, 1);
  expect(sample(DONE)).toBe(1);
  expect(sample('chronos_generation')).toBe(1);
  const line = /^\{.*"operation":"Asked".*\}$/m.exec(await gateway.printed(/"operation":"Asked".*\n/))?.[0] ?? '{}';
  expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'request', outcome: 'done' });
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});

test('WORKERS=2: what both have counted is added up', { timeout: 90_000 }, async () => {
  const { gateway, sample } = await startAndAsk({ WORKERS: '2' }, 6);
  expect(sample(DONE)).toBe(6);
  expect(sample('chronos_generation')).toBe(1);
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});
