import postgres, { type Sql } from 'postgres';
import type { Deployment } from '../gateway/config/deployment.ts';
import type { Config } from '../gateway/config.ts';
import type { Finding } from '../subgraphs/finding.ts';

/** The result of a check for one subject. */
export interface CheckResult extends Omit<Finding, 'remedy'> {
  /** `warning`: it works, but look at it. `skipped`: it could not be, or need not be, checked. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What to do about it; every failure has one. */
  readonly remedy?: string;
}

/** What checks examine. */
export interface CheckContext {
  readonly config: Config;
  readonly deployment: Deployment;
  /** The analytics database, as the gateway's role; undefined where the gateway has none of its own. */
  readonly sql: Sql | undefined;
}

/** A condition that has to hold. */
export interface Check {
  readonly name: string;
  /** Rejects only for unexpected errors, which are failures of their own. */
  run(context: CheckContext): Promise<readonly CheckResult[]>;
}

/** Makes a check of the database; it is skipped where there is none, it does not answer, or it is empty. */
export function databaseCheck(name: string, run: (sql: Sql) => Promise<readonly CheckResult[]>): Check {
  return {
    name,
    async run({ sql }) {
      if (!sql) return [skipped('Database', 'The gateway has no database of its own.')];
      const empty = await isEmpty(sql).catch(() => undefined);
      if (empty === undefined) return [skipped('Database', 'It does not answer: see the connections.')];
      return empty ? [skipped('Database', 'It is empty: see the connections.')] : run(sql);
    },
  };
}

/** Returns whether a database has none of the schemas of the analytics. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const found = await sql`SELECT FROM pg_namespace WHERE nspname IN ${sql(ALEMBIC_SCHEMAS)} LIMIT 1`;
  return found.length === 0;
}

export const ok = (subject: string, detail: string): CheckResult => ({ subject, status: 'ok', detail });
export const skipped = (subject: string, detail: string): CheckResult => ({ subject, status: 'skipped', detail });
export const warning = (subject: string, detail: string, remedy: string): CheckResult => ({
  subject,
  status: 'warning',
  detail,
  remedy,
});
export const failed = (subject: string, detail: string, remedy: string): CheckResult => ({
  subject,
  status: 'failed',
  detail,
  remedy,
});

/**
 * Returns why a server does not answer: PostgreSQL's message; else the error's code if it has one, since messages have addresses
 * that the result has already.
 */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof postgres.PostgresError) return error.message;
  if (error.cause instanceof Error) return reason(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** Opens one connection to a database, for checks. */
export function openDatabase(url: string): Sql {
  return postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} });
}

/** The schemas that Alembic owns and the graph reads. */
export const ALEMBIC_SCHEMAS = ['metadata', 'timeseries', 'geospatial', 'analytics'];
