import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { expect, inject, test, vi } from 'vitest';
import { start } from '../process.ts';
import '../provided.ts';

const SECRET = 'the-secret-of-the-webhook';
const SETTINGS = {
  CHRONOS_SANDBOX: 'true',
  PORT: '0',
  WORKERS: '2',
  SCHEMA_POLL_SECONDS: '0',
  LOG_LEVEL: 'debug',
  TWENTY_WEBHOOK_SECRET: SECRET,
};
const HEARD = /twenty told of a change: CrmCompany 5d4bcc51-33f3-4d54-9f85-3d1dcd4aa1c7 UPDATED/g;

test('WORKERS=2: all hear of what one was told, and it is told once', { timeout: 60_000 }, async () => {
  const gateway = start({ ...SETTINGS, DATABASE_URL: inject('databaseUrl') });
  const url = String(/http:[\d.:/]+(?=\/graphql)/.exec(await gateway.printed(/Try:\n/)));
  let log = '';
  gateway.child.stdout?.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const body = JSON.stringify({
    eventName: 'company.updated',
    eventDate: '2026-11-25T09:30:00.123Z',
    record: { id: '5d4bcc51-33f3-4d54-9f85-3d1dcd4aa1c7' },
  });
  const statuses: number[] = [];
  for (let delivery = 0; delivery < 4; delivery += 1) statuses.push(await deliver(`${url}/webhooks/twenty`, body));
  // New connections go to one worker after the other.
  expect(statuses).toEqual([204, 409, 409, 409]);
  await vi.waitUntil(() => (log.match(HEARD)?.length ?? 0) >= 2, { timeout: 10_000 });
  expect(log.match(HEARD)).toHaveLength(2);
});

const timestamp = String(Date.now());

async function deliver(url: string, body: string): Promise<number> {
  const sent = request(url, {
    agent: new Agent(),
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-twenty-webhook-timestamp': timestamp,
      'x-twenty-webhook-signature': createHmac('sha256', SECRET).update(`${timestamp}:${body}`).digest('hex'),
      'x-twenty-webhook-nonce': 'once',
    },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}
