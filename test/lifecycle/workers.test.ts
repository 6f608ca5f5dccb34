import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../ports.ts';
import { run } from '../process.ts';
import '../provided.ts';

/* What two workers share. They start once for all tests, as each start composes the graph twice: no test uses what another changes. */

const LIMIT = 20;
const SECRET = 'the-secret-of-the-webhook';
const COMPANY = 'c0000000-0000-4000-8000-000000000010';
const HEARD = /twenty reported a change: CrmCompany c0000000-0000-4000-8000-000000000010 UPDATED/g;

describe('WORKERS=2', () => {
  let url: string;
  let metricsUrl: string;
  let authorization: string;
  let hangUp: () => void;
  let log = '';
  beforeAll(async () => {
    const metricsPort = await freePort();
    metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
    const gateway = run({
      CHRONOS_SANDBOX: 'true',
      PORT: '0',
      METRICS_PORT: String(metricsPort),
      DATABASE_URL: inject('databaseUrl'),
      WORKERS: '2',
      SCHEMA_POLL_SECONDS: '0',
      LOG_LEVEL: 'debug',
      RATES: `public=${LIMIT}/1000000`,
      TWENTY_WEBHOOK_SECRET: SECRET,
    });
    hangUp = () => gateway.child.kill('SIGHUP');
    gateway.child.stdout?.on('data', (text: Buffer) => {
      log += text.toString();
    });
    const banner = await gateway.printed(/Try:\n/);
    url = String(/http:[\d.:/]+(?=\/graphql)/.exec(banner));
    authorization = String(/Bearer \S+/.exec(banner));
    return async () => {
      gateway.child.kill('SIGTERM');
      expect(await gateway.exited).toBe(0);
    };
  });

  test('the metrics add up what both have counted', async () => {
    const done = async () => {
      const metrics = await (await fetch(metricsUrl)).text();
      return Number(
        /^chronos_requests_total\{operation="other",audience="internal",outcome="done"\} (\d+)$/m.exec(metrics)?.[1] ??
          0,
      );
    };
    const before = await done();
    for (let request = 0; request < 6; request += 1) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close', authorization },
        body: '{"query":"{ cmsTags(limit: 1) { name } }"}',
      });
      await response.text();
    }
    await expect.poll(async () => (await done()) - before).toBe(6);
  });

  test('workers count together what callers use', async () => {
    // On a connection of its own each: the workers take them in turn.
    const ask = async () => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: '{"query":"{ __typename }"}',
      });
      await response.text();
      return { status: response.status, left: /r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1] };
    };
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    for (let turn = 0; turn < 2 * LIMIT; turn += 1) answers.push(await ask());
    expect(answers.filter(({ status }) => status === 200)).toEqual(
      Array.from({ length: LIMIT }, (_, turn) => ({ status: 200, left: String(LIMIT - 1 - turn) })),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(LIMIT);
  });

  test('all hear of a change that one received, and it is published once', async () => {
    const body = JSON.stringify({
      eventName: 'company.updated',
      eventDate: '2026-11-25T09:30:00.123Z',
      record: { id: COMPANY },
    });
    const statuses: number[] = [];
    for (let delivery = 0; delivery < 4; delivery += 1) statuses.push(await deliver(`${url}/webhooks/twenty`, body));
    // New connections go to one worker after the other.
    expect(statuses).toEqual([204, 409, 409, 409]);
    await expect.poll(() => log.match(HEARD)).toHaveLength(2);

    const metrics = await (await fetch(metricsUrl)).text();
    expect(metrics.match(/^chronos_webhooks_total\{.*/gm)?.toSorted()).toEqual([
      'chronos_webhooks_total{upstream="twenty",outcome="published"} 1',
      'chronos_webhooks_total{upstream="twenty",outcome="replayed"} 3',
    ]);

    // The stand-ins report what is written, with secrets that are set or made.
    const query = `mutation {
      cmsCreateTag(data: { name: "Told", slug: "told" }) { id }
      crmUpdateCompany(id: "${COMPANY}", data: { name: "Told" }) { id }
    }`;
    const written = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query }),
    });
    expect(await written.json()).toEqual({
      data: { cmsCreateTag: { id: expect.any(String) }, crmUpdateCompany: { id: COMPANY } },
    });
    const made = () => log.match(/directus reported a change: CmsTag \d+ CREATED/g)?.length;
    await expect.poll(() => [made(), log.match(HEARD)?.length]).toEqual([2, 4]);
  });

  test('all reload where one is asked to, and at SIGHUP', async () => {
    /** The generations of both: new connections go to one worker after the other. */
    const generations = async () => Promise.all([generation(url), generation(url)]);
    const all = (number: number) => expect.poll(generations).toEqual([number, number]);

    await all(1);
    const headers = { authorization, 'x-chronos-csrf': '1' };
    const response = await fetch(`${url}/admin/reload`, { method: 'POST', headers });
    expect(await response.json()).toEqual({ outcome: 'swapped', generation: 2, changes: {}, findings: [] });
    await all(2);
    hangUp();
    await all(3);
  });
});

async function generation(url: string): Promise<unknown> {
  const [response] = (await once(get(`${url}/readyz`, { agent: new Agent() }), 'response')) as [IncomingMessage];
  const body = await json(response);
  return body !== null && typeof body === 'object' && Reflect.get(body, 'generation');
}

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
