import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { typeOfObject } from '../../subgraphs/twenty/index.ts';
import { isSameSecret } from '../identity/compare.ts';
import { createAllowances } from '../limits/allowance.ts';
import type { Redis } from '../redis.ts';
import { type Delivery, refused, replayed, type WebhookReceiver } from './receiver.ts';

/** Maximum difference of a delivery's timestamp and this machine's clock, in milliseconds. */
const WINDOW_MS = 5 * 60_000;

/** How long a delivery is remembered, in seconds: while its timestamp is within the window, and one more minute. */
const REMEMBERED_SECONDS = (2 * WINDOW_MS) / 1_000 + 60;

const HEADERS = {
  timestamp: 'x-twenty-webhook-timestamp',
  signature: 'x-twenty-webhook-signature',
  nonce: 'x-twenty-webhook-nonce',
} as const;

/** The graph's events by Twenty's. */
const EVENTS = {
  created: 'CREATED',
  restored: 'CREATED',
  updated: 'UPDATED',
  upserted: 'UPDATED',
  deleted: 'DELETED',
  destroyed: 'DELETED',
} as const;

const Payload = z.object({
  eventName: z.string().regex(/^[\w-]+\.[\w.-]+$/),
  objectMetadata: z.object({ nameSingular: z.string() }).optional(),
  eventDate: z.iso.datetime({ offset: true }).optional(),
  record: z.object({ id: z.string().optional() }).optional(),
});

export interface TwentyReceiverOptions {
  /** The webhook's secret in Twenty. */
  readonly secret: string;
  /** Shares received deliveries between gateways; undefined: the workers of one gateway share them. */
  readonly redis?: Redis | undefined;
}

/**
 * Makes the receiver of Twenty's deliveries. Their signature is `hex(HMAC-SHA256(secret, timestamp + ":" + body))`, with the
 * timestamp in milliseconds. The nonce is not signed, so the signature is remembered as well: another nonce does not make a
 * replay valid.
 */
export function twentyReceiver({ secret, redis }: TwentyReceiverOptions): WebhookReceiver {
  // Each mark may be used once, and is counted like a rate.
  const uses = createAllowances('webhook', REMEMBERED_SECONDS, redis);
  const isNew = async (mark: string) => !(await uses.take(mark, 1, 1)).exceeded;

  return {
    upstream: 'twenty',
    checkHeaders(headers) {
      const { timestamp, signature, nonce } = signedHeaders(headers);
      if (!timestamp || !signature || !nonce) {
        throw refused(
          `Twenty signs its webhooks: set the webhook's secret there. ${Object.values(HEADERS).join(', ')}.`,
        );
      }
      if (!/^\d{1,15}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > WINDOW_MS) {
        throw refused(`${HEADERS.timestamp} is not within five minutes of this machine's clock.`);
      }
      if (nonce.length > 128) throw refused(`${HEADERS.nonce} is longer than Twenty's nonces.`);
    },
    async check(headers, body) {
      const { timestamp, signature, nonce } = signedHeaders(headers);
      const expected = createHmac('sha256', secret).update(`${timestamp}:${body}`).digest('hex');
      if (!isSameSecret(signature.toLowerCase(), expected))
        throw refused(`${HEADERS.signature} does not match the secret.`);
      if (!(await isNew(`twenty:signature:${expected}`)) || !(await isNew(`twenty:nonce:${nonce}`))) {
        throw replayed('This delivery was received before.');
      }
    },
    read: (body) => read(Payload.parse(body)),
    typeOf: typeOfObject,
  };
}

function signedHeaders(headers: Headers) {
  const [timestamp, signature, nonce] = Object.values(HEADERS).map((name) => headers.get(name) ?? '');
  return { timestamp: timestamp ?? '', signature: signature ?? '', nonce: nonce ?? '' };
}

function read({ eventName, objectMetadata, eventDate, record }: z.infer<typeof Payload>): Delivery {
  const [first = '', last = ''] = [eventName.split('.')[0], eventName.split('.').at(-1)];
  if (first === 'metadata') return 'schema';
  const event = EVENTS[last as keyof typeof EVENTS];
  if (event === undefined) return [];
  const at = eventDate ? new Date(eventDate) : new Date();
  const key = record?.id;
  const id = `twenty:${first}.${last}:${key ?? ''}:${at.toISOString()}`;
  return [{ id, of: objectMetadata?.nameSingular ?? first, event, key, at: at.toISOString() }];
}
