import { expect, inject, test } from 'vitest';
import { freePort } from './ports.ts';
import { start } from './process.ts';
import './provided.ts';

const DONE = 'chronos_requests_total{operation="other",audience="public",outcome="done"} 1\n';

test('a line of the log for each request, and metrics on a port of their own', async () => {
  const metricsPort = await freePort();
  const gateway = start({
    CHRONOS_SANDBOX: 'true',
    PORT: '0',
    DATABASE_URL: inject('databaseUrl'),
    METRICS_PORT: String(metricsPort),
    LOG_LEVEL: 'info',
  });
  const url = String(/http:\S+\/graphql/.exec(await gateway.printed(/Try:\n/)));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query Asked { cmsTags(limit: 1) { name } }' }),
  });
  await response.text();
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(metrics).toContain(DONE);
  expect(metrics).toContain('chronos_generation 1\n');
  const line = /^\{.*"operation":"Asked".*\}$/m.exec(await gateway.printed(/"operation":"Asked".*\n/))?.[0] ?? '{}';
  expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'request', outcome: 'done' });
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});
