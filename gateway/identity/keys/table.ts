import { sql } from 'drizzle-orm';
import { check, customType, integer, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';
import type { Scope } from '../../graph/scopes.ts';

/** The gateway's own schema, the only one that it writes to. */
const gateway = pgSchema('gateway');

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const moment = () => timestamp({ withTimezone: true });

/** The keys of partners. Secrets are stored as SHA-256. */
export const partnerKeys = gateway.table(
  'partner_keys',
  {
    id: text().primaryKey(),
    owner: text().notNull(),
    hash: bytea().notNull(),
    scopes: text().$type<Scope>().array().notNull(),
    requests_per_minute: integer().notNull(),
    cost_per_day: integer().notNull(),
    created_at: moment().notNull().defaultNow(),
    expires_at: moment(),
    revoked_at: moment(),
    last_used_at: moment(),
  },
  (key) => [
    check('partner_keys_id_check', sql`${key.id} ~ '^[0-9a-f]{16}$'`),
    check('partner_keys_hash_check', sql`length(${key.hash}) = 32`),
    check('partner_keys_limits_check', sql`${key.requests_per_minute} > 0 and ${key.cost_per_day} > 0`),
  ],
);
