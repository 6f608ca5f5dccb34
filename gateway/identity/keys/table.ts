import { sql } from 'drizzle-orm';
import { check, customType, integer, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';
import type { Scope } from '../../graph/scopes.ts';

/** The gateway's own schema, the only one that it writes to. */
const gateway = pgSchema('gateway');

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** The keys of partners. Secrets are stored as SHA-256. Null `expiresAt`: never. `lastUsedAt` is to the minute. */
export const partnerKeys = gateway.table(
  'partner_keys',
  {
    id: text().primaryKey(),
    owner: text().notNull(),
    hash: bytea().notNull(),
    scopes: text().$type<Scope>().array().notNull(),
    requestsPerMinute: integer('requests_per_minute').notNull(),
    costPerDay: integer('cost_per_day').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
    lastUsedAt: moment('last_used_at'),
  },
  (key) => [
    check('partner_keys_id_check', sql`${key.id} ~ '^[0-9a-f]{16}$'`),
    check('partner_keys_hash_check', sql`length(${key.hash}) = 32`),
    check('partner_keys_limits_check', sql`${key.requestsPerMinute} > 0 and ${key.costPerDay} > 0`),
  ],
);
