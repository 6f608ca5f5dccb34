import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { typeOfCollection } from '../../subgraphs/directus/index.ts';
import { isSameSecret } from '../identity/compare.ts';
import { type Delivery, refused, type WebhookReceiver } from './receiver.ts';

/** Maximum number of changes from a delivery: with more keys, it is published as one change without a key. */
const MOST_KEYS = 100;

/** The graph's events by the last word of Directus's. */
const EVENTS = {
  create: 'CREATED',
  upload: 'CREATED',
  update: 'UPDATED',
  sort: 'UPDATED',
  delete: 'DELETED',
} as const;

/** Events of the data model and of permissions: a new generation of the graph forgets denied fields. */
const SCHEMA_EVENT = /^(collections|fields|relations|permissions|policies|access|roles)\.(create|update|delete)$/;

const Key = z.union([z.string(), z.number()]).transform(String);

/** `$trigger` of a Flow that is triggered by events. */
const Trigger = z.object({
  event: z.string(),
  collection: z.string().optional(),
  key: Key.optional(),
  keys: z.array(Key).optional(),
});

/**
 * Makes the receiver of deliveries of a Flow of Directus, which has no signature: a secret in `Authorization` authenticates it.
 * It has no timestamp either, so changes have the time of their arrival.
 */
export function directusReceiver({ secret }: { readonly secret: string }): WebhookReceiver {
  return {
    upstream: 'directus',
    checkHeaders(headers) {
      const [, token] = /^bearer +(.+)$/i.exec(headers.get('authorization') ?? '') ?? [];
      if (token === undefined || !isSameSecret(token, secret)) {
        throw refused('Send "Authorization: Bearer …" with the value of DIRECTUS_WEBHOOK_SECRET.');
      }
    },
    check: async () => {},
    read: (body) => read(Trigger.parse(body)),
    typeOf: typeOfCollection,
  };
}

function read({ event: name, collection, key, keys }: z.infer<typeof Trigger>): Delivery {
  if (SCHEMA_EVENT.test(name)) return 'schema';
  const event = EVENTS[name.split('.').at(-1) as keyof typeof EVENTS];
  if (event === undefined || collection === undefined) return [];
  const changed = key === undefined ? (keys ?? []) : [key];
  const each = changed.length > 0 && changed.length <= MOST_KEYS ? changed : [undefined];
  const at = new Date().toISOString();
  return each.map((key) => ({ id: `directus:${randomUUID()}`, of: collection, event, key, at }));
}
