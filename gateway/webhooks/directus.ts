import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isSame } from '../identity/compare.ts';
import { type Delivery, type Receiver, refused } from './receiver.ts';

/** More changes of one delivery than these are told as one, of any rows. */
const MOST_KEYS = 100;

/** The last word of Directus's events, in ours. */
const EVENTS = {
  create: 'CREATED',
  upload: 'CREATED',
  update: 'UPDATED',
  sort: 'UPDATED',
  delete: 'DELETED',
} as const;

/** Events of the data model, and of what roles may read of it: a new generation of the graph remembers no denial. */
const SCHEMA_EVENT = /^(collections|fields|relations|permissions|policies|access|roles)\.(create|update|delete)$/;

const Key = z.union([z.string(), z.number()]).transform(String);

/** `$trigger` of a Flow that hooks into events. */
const Trigger = z.object({
  event: z.string(),
  collection: z.string().optional(),
  key: Key.optional(),
  keys: z.array(Key).optional(),
});

/**
 * Deliveries of a Flow of Directus, which signs nothing: a secret in its `Authorization` is all that shows where they are
 * from. It tells no time of its own either, so that changes are dated when they come.
 */
export function directusReceiver({ secret }: { readonly secret: string }): Receiver {
  return {
    upstream: 'directus',
    checkHeaders(headers) {
      const [, token] = /^bearer +(.+)$/i.exec(headers.get('authorization') ?? '') ?? [];
      if (token === undefined || !isSame(token, secret)) {
        throw refused('Send "Authorization: Bearer …" with the secret that DIRECTUS_WEBHOOK_SECRET is.');
      }
    },
    check: async () => {},
    read: (body) => read(Trigger.parse(body)),
  };
}

function read({ event: name, collection, key, keys }: z.infer<typeof Trigger>): Delivery {
  if (SCHEMA_EVENT.test(name)) return { changes: [], isSchema: true };
  const event = EVENTS[name.split('.').at(-1) as keyof typeof EVENTS];
  if (event === undefined || collection === undefined) return { changes: [], isSchema: false };
  const told = key === undefined ? (keys ?? []) : [key];
  const each = told.length > 0 && told.length <= MOST_KEYS ? told : [undefined];
  const at = new Date().toISOString();
  return {
    changes: each.map((key) => ({ id: `directus:${randomUUID()}`, of: collection, event, key, at })),
    isSchema: false,
  };
}
