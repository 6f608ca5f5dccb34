import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { hashOf } from '../compare.ts';
import { makeKey, type PresentedKey } from './secret.ts';
import { partnerKeys } from './table.ts';

/** A partner's key in the database. */
export type PartnerKey = typeof partnerKeys.$inferSelect;

/** The terms of a key. */
export type KeyTerms = Pick<PartnerKey, 'owner' | 'scopes' | 'requestsPerMinute' | 'costPerDay' | 'expiresAt'>;

export type KeyStore = ReturnType<typeof openKeyStore>;

const now = sql`now()`;
const byId = (id: string) => eq(partnerKeys.id, id);

/** Opens the store. It connects at the first query. */
export function openKeyStore(databaseUrl: string) {
  const client = postgres(databaseUrl, {
    max: 2,
    idle_timeout: 60,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph keys' },
  });
  const db = drizzle({ client });

  async function create(terms: KeyTerms): Promise<PresentedKey> {
    const { id, secret } = makeKey();
    const { owner, scopes, requestsPerMinute, costPerDay, expiresAt } = terms;
    const values = { id, hash: hashOf(secret), owner, scopes, requestsPerMinute, costPerDay, expiresAt };
    await db.insert(partnerKeys).values(values);
    return { id, secret };
  }

  return {
    /** @returns the key with its secret, which is stored nowhere */
    create,
    async find(id: string): Promise<PartnerKey | undefined> {
      const [key] = await db.select().from(partnerKeys).where(byId(id)).catch(noneYet);
      return key;
    },
    /** The newest first. */
    list: (): Promise<PartnerKey[]> =>
      db.select().from(partnerKeys).orderBy(desc(partnerKeys.createdAt), partnerKeys.id),
    /** Revokes a key. @returns whether there was an active key with this id */
    async revoke(id: string): Promise<boolean> {
      const revoked = await db
        .update(partnerKeys)
        .set({ revokedAt: now })
        .where(and(byId(id), isNull(partnerKeys.revokedAt)))
        .returning({ id: partnerKeys.id });
      return revoked.length > 0;
    },
    /**
     * Creates a key with the same terms; the old one expires at the given moment, or at its own if that is earlier.
     * @returns undefined where there is no active key with this id
     */
    async rotate(id: string, expiresAt: Date): Promise<PresentedKey | undefined> {
      const usable = or(isNull(partnerKeys.expiresAt), sql`${partnerKeys.expiresAt} > now()`);
      const [old] = await db
        .select()
        .from(partnerKeys)
        .where(and(byId(id), isNull(partnerKeys.revokedAt), usable));
      if (!old) return undefined;
      const key = await create(old);
      await db
        .update(partnerKeys)
        .set({ expiresAt: sql`least(${partnerKeys.expiresAt}, ${expiresAt.toISOString()}::timestamptz)` })
        .where(byId(id));
      return key;
    },
    /** Records that a key was used, at most once a minute. */
    async touch(id: string): Promise<void> {
      const stale = or(isNull(partnerKeys.lastUsedAt), lt(partnerKeys.lastUsedAt, sql`now() - interval '1 minute'`));
      // The role of a running gateway is read-only by default (deploy/grants.sql).
      const options = { accessMode: 'read write' } as const;
      await db.transaction(async (tx) => {
        await tx
          .update(partnerKeys)
          .set({ lastUsedAt: now })
          .where(and(byId(id), stale));
      }, options);
    },
    close: (): Promise<void> => client.end({ timeout: 1 }),
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
