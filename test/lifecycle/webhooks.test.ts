import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { expect, inject, test, vi } from 'vitest';
import { freePort } from '../ports.ts';
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
const COMPANY = 'c0000000-0000-4000-8000-000000000010';
const HEARD = /twenty reported a change: CrmCompany c0000000-0000-4000-8000-000000000010 UPDATED/g;

test('WORKERS=2: all hear of what one was told, and it is told once', { timeout: 60_000 }, async () => {
  const metricsPort = await freePort();
  const METRICS_PORT = String(metricsPort);
  const gateway = start({ ...SETTINGS, METRICS_PORT, DATABASE_URL: inject('databaseUrl') });
  const banner = await gateway.printed(/Try:\n/);
  const url = String(/http:[\d.:/]+(?=\/graphql)/.exec(banner));
  let log = '';
  gateway.child.stdout?.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const body = JSON.stringify({
    eventName: 'company.updated',
    eventDate: '2026-11-25T09:30:00.123Z',
    record: { id: COMPANY },
  });
  const statuses: number[] = [];
  for (let delivery = 0; delivery < 4; delivery += 1) statuses.push(await deliver(`${url}/webhooks/twenty`, body));
  // New connections go to one worker after the other.
  expect(statuses).toEqual([204, 409, 409, 409]);
  await vi.waitUntil(() => (log.match(HEARD)?.length ?? 0) >= 2, { timeout: 10_000 });
  expect(log.match(HEARD)).toHaveLength(2);

  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(metrics.match(/^chronos_webhooks_total\{.*/gm)?.toSorted()).toEqual([
    'chronos_webhooks_total{upstream="twenty",outcome="published"} 1',
    'chronos_webhooks_total{upstream="twenty",outcome="replayed"} 3',
  ]);

  // What is written is told by the stand-ins themselves, with secrets that are set or made.
  const query = `mutation {
    cmsCreateTag(data: { name: "Told", slug: "told" }) { id }
    crmUpdateCompany(id: "${COMPANY}", data: { name: "Told" }) { id }
  }`;
  const written = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: String(/Bearer \S+/.exec(banner)) },
    body: JSON.stringify({ query }),
  });
  expect(await written.json()).toEqual({
    data: { cmsCreateTag: { id: expect.any(String) }, crmUpdateCompany: { id: COMPANY } },
  });
  const made = () => log.match(/directus reported a change: CmsTag \d+ CREATED/g)?.length;
  await vi.waitUntil(() => made() === 2 && log.match(HEARD)?.length === 4, { timeout: 10_000 });
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
