import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Scope } from '../../graph/scopes.ts';
import { hashOf } from '../compare.ts';
import type { Limits } from '../identity.ts';
import { makeKey, type PresentedKey } from './secret.ts';
import { partnerKeys } from './table.ts';

/** A partner's key in the database. */
export interface PartnerKey extends Limits {
  readonly id: string;
  readonly owner: string;
  readonly hash: Buffer;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** The terms of a key. */
export type KeyTerms = Pick<PartnerKey, 'owner' | 'scopes' | 'requestsPerMinute' | 'costPerDay' | 'expiresAt'>;

/** The keys in the database. All methods reject with the database's error. */
export interface KeyStore {
  find(id: string): Promise<PartnerKey | undefined>;
  /** The newest first. */
  list(): Promise<PartnerKey[]>;
  /** @returns the key with its secret, which is stored nowhere */
  create(terms: KeyTerms): Promise<PresentedKey>;
  /** Revokes a key. @returns whether there was an active key with this id */
  revoke(id: string): Promise<boolean>;
  /**
   * Creates a key with the same terms; the old one expires at the given moment, or at its own if that is earlier.
   * @returns undefined where there is no active key with this id
   */
  rotate(id: string, expiresAt: Date): Promise<PresentedKey | undefined>;
  /** Records that a key was used, at most once a minute. */
  touch(id: string): Promise<void>;
  close(): Promise<void>;
}

const COLUMNS = {
  id: partnerKeys.id,
  owner: partnerKeys.owner,
  hash: partnerKeys.hash,
  scopes: partnerKeys.scopes,
  requestsPerMinute: partnerKeys.requests_per_minute,
  costPerDay: partnerKeys.cost_per_day,
  createdAt: partnerKeys.created_at,
  expiresAt: partnerKeys.expires_at,
  revokedAt: partnerKeys.revoked_at,
  lastUsedAt: partnerKeys.last_used_at,
};

const now = sql`now()`;
const byId = (id: string) => eq(partnerKeys.id, id);

/** Opens the store. It connects at the first query. */
export function openKeyStore(databaseUrl: string): KeyStore {
  const client = postgres(databaseUrl, {
    max: 2,
    idle_timeout: 60,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph keys' },
  });
  const db = drizzle({ client });

  async function create(terms: KeyTerms): Promise<PresentedKey> {
    const key = makeKey();
    await db.insert(partnerKeys).values({ id: key.id, hash: hashOf(key.secret), ...rowOf(terms) });
    return key;
  }

  return {
    create,
    async find(id) {
      const [key] = await db.select(COLUMNS).from(partnerKeys).where(byId(id)).catch(noneYet);
      return key;
    },
    list: () => db.select(COLUMNS).from(partnerKeys).orderBy(desc(partnerKeys.created_at), partnerKeys.id),
    async revoke(id) {
      const revoked = await db
        .update(partnerKeys)
        .set({ revoked_at: now })
        .where(and(byId(id), isNull(partnerKeys.revoked_at)))
        .returning({ id: partnerKeys.id });
      return revoked.length > 0;
    },
    async rotate(id, expiresAt) {
      const usable = or(isNull(partnerKeys.expires_at), sql`${partnerKeys.expires_at} > now()`);
      const [old] = await db
        .select(COLUMNS)
        .from(partnerKeys)
        .where(and(byId(id), isNull(partnerKeys.revoked_at), usable));
      if (!old) return undefined;
      const key = await create(old);
      await db
        .update(partnerKeys)
        .set({ expires_at: sql`least(${partnerKeys.expires_at}, ${expiresAt.toISOString()}::timestamptz)` })
        .where(byId(id));
      return key;
    },
    async touch(id) {
      const stale = or(
        isNull(partnerKeys.last_used_at),
        lt(partnerKeys.last_used_at, sql`now() - interval '1 minute'`),
      );
      // The role of a running gateway is read-only by default (deploy/grants.sql).
      await db.transaction(
        (tx) =>
          tx
            .update(partnerKeys)
            .set({ last_used_at: now })
            .where(and(byId(id), stale)),
        {
          accessMode: 'read write',
        },
      );
    },
    close: () => client.end({ timeout: 1 }),
  };
}

/** Without the table, which the first key creates, there are no keys. */
function noneYet(error: unknown): [] {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof postgres.PostgresError && NO_TABLE.has(cause.code)) return [];
  throw error;
}

/** undefined_table, invalid_schema_name */
const NO_TABLE: ReadonlySet<string> = new Set(['42P01', '3F000']);

function rowOf({ owner, scopes, requestsPerMinute, costPerDay, expiresAt }: KeyTerms) {
  return {
    owner,
    scopes: [...scopes],
    requests_per_minute: requestsPerMinute,
    cost_per_day: costPerDay,
    expires_at: expiresAt,
  };
}
