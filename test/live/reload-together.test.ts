import '../provided.ts';
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { start } from '../process.ts';
import { type LiveRedis, startRedis } from './redis.ts';

const SECRET = 'the-secret-of-the-webhook';
const COMPANY = 'c0000000-0000-4000-8000-000000000010';

let redis: LiveRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

/** A gateway as production runs it, and what it has logged so far. */
async function startReplica() {
  const run = start({
    CHRONOS_SANDBOX: 'true',
    DATABASE_URL: inject('databaseUrl'),
    REDIS_URL: redis.url,
    TWENTY_WEBHOOK_SECRET: SECRET,
    SCHEMA_POLL_SECONDS: '0',
    INGESTION_POLL_SECONDS: '0',
    LOG_LEVEL: 'debug',
    PORT: '0',
  });
  const url = String(/http:[\d.:/]+(?=\/graphql)/.exec(await run.printed(/Try:\n/)));
  return { run, url };
}

async function deliver(url: string, eventName: string): Promise<number> {
  const body = JSON.stringify({ eventName, eventDate: new Date().toISOString(), record: { id: COMPANY } });
  const timestamp = String(Date.now());
  const response = await fetch(`${url}/webhooks/twenty`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-twenty-webhook-timestamp': timestamp,
      'x-twenty-webhook-signature': createHmac('sha256', SECRET).update(`${timestamp}:${body}`).digest('hex'),
      'x-twenty-webhook-nonce': randomUUID(),
    },
    body,
  });
  return response.status;
}

test('gateways side by side hear what a webhook reported to one of them, and reload with it', {
  timeout: 180_000,
}, async () => {
  const [one, two] = await Promise.all([startReplica(), startReplica()]);
  expect(await deliver(one.url, 'company.updated')).toBe(204);
  const heard = new RegExp(`twenty reported a change: CrmCompany ${COMPANY} UPDATED`);
  await Promise.all([one.run.printed(heard), two.run.printed(heard)]);

  expect(await deliver(two.url, 'metadata.fieldMetadata.created')).toBe(204);
  const generation = async (url: string) => (await (await fetch(`${url}/readyz`)).json()).generation;
  const generations = () => Promise.all([generation(one.url), generation(two.url)]);
  await expect.poll(generations, { interval: 200 }).toEqual([2, 2]);
  for (const { run } of [one, two]) run.child.kill('SIGTERM');
  expect(await Promise.all([one.run.exited, two.run.exited])).toEqual([0, 0]);
});
