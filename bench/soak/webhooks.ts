import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { companies } from '../world.ts';
import type { Subscriber } from './subscriber.ts';

/** What the gateway's settings say, so that it knows whose they are. */
export const SECRETS = { TWENTY_WEBHOOK_SECRET: 'the-soak-s-twenty', DIRECTUS_WEBHOOK_SECRET: 'the-soak-s-directus' };

/** What became of the changes that were told to the gateway. */
export interface WebhooksTally {
  readonly webhooks: number;
  /** How many of Twenty's its subscriber had to hear of, since it was there all the time. */
  readonly events: number;
  /** What was wrong with them, in sentences. */
  readonly wrong: readonly string[];
}

const PAUSE_MS = 1_000;

/** How long an event may be on its way, in milliseconds: a busy machine is late. */
const EVENT_MS = 30_000;

/** Tells of a change in each of both upstreams every second, and looks whether the subscriber hears of Twenty's, once. */
export async function tellChanges(url: string, subscriber: Subscriber, signal: AbortSignal): Promise<WebhooksTally> {
  const wrong: string[] = [];
  const late: Promise<void>[] = [];
  let webhooks = 0;
  let events = 0;

  async function post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<boolean> {
    webhooks += 1;
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }).catch((error: unknown) => String(error));
    if (typeof response !== 'string' && response.status === 204) return true;
    wrong.push(`${path}: ${typeof response === 'string' ? response : `${response.status} ${await response.text()}`}`);
    return false;
  }

  async function look(at: string, before: number): Promise<void> {
    const end = performance.now() + EVENT_MS;
    while (!subscriber.told.has(at) && performance.now() < end) await wait(PAUSE_MS / 10);
    if (subscriber.told.has(at)) events += 1;
    else if (subscriber.wasThereSince(before)) wrong.push(`The change at ${at} was not told to who subscribed.`);
  }

  const all = companies();
  for (let turn = 0; !signal.aborted; turn += 1) {
    const at = new Date().toISOString();
    const before = performance.now();
    const { body, headers } = ofTwenty(at, all[turn % all.length]?.id);
    if (await post('/webhooks/twenty', headers, body)) late.push(look(at, before));
    await post('/webhooks/directus', { authorization: `Bearer ${SECRETS.DIRECTUS_WEBHOOK_SECRET}` }, ofDirectus(turn));
    await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(late);
  for (const [at, times] of subscriber.told) if (times > 1) wrong.push(`The change at ${at} was told ${times} times.`);
  return {
    webhooks,
    events,
    wrong: [...wrong, ...subscriber.strange.map((what) => `The subscriber was told ${what}`)],
  };
}

function ofTwenty(at: string, id: string | undefined) {
  const body = JSON.stringify({
    eventName: 'company.updated',
    objectMetadata: { nameSingular: 'company' },
    eventDate: at,
    record: { id },
  });
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', SECRETS.TWENTY_WEBHOOK_SECRET).update(`${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'x-twenty-webhook-timestamp': timestamp,
      'x-twenty-webhook-signature': signature,
      'x-twenty-webhook-nonce': randomBytes(16).toString('hex'),
    },
  };
}

function ofDirectus(turn: number): string {
  return JSON.stringify({ event: 'items.update', collection: 'cms_articles', keys: [String(turn)] });
}
