import postgres, { type Sql } from 'postgres';
import type { Deployment } from '../gateway/config/deployment.ts';
import type { Config } from '../gateway/config.ts';
import type { Finding } from '../subgraphs/contract/finding.ts';
import { ANALYTICS_SCHEMAS } from '../subgraphs/migrations/owners.ts';

/** The result of a check for one subject. */
export interface CheckResult extends Omit<Finding, 'remedy'> {
  /** `warning`: it works, but needs attention. `skipped`: the check was not possible or not necessary. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** The remedy; every failure has one. */
  readonly remedy?: string;
}

/** The input of checks. */
export interface CheckContext {
  readonly config: Config;
  readonly deployment: Deployment;
  /** The analytics database, as the gateway's role; undefined where the gateway connects to no database. */
  readonly sql: Sql | undefined;
}

/** A condition that must hold. */
export interface Check {
  readonly name: string;
  /** Rejects only for unexpected errors, each of which is reported as a failure. */
  run(context: CheckContext): Promise<readonly CheckResult[]>;
}

/** Makes a check of the database. It is skipped if the database is absent, does not answer, or is empty. */
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
  const found = await sql`SELECT FROM pg_namespace WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} LIMIT 1`;
  return found.length === 0;
}

export const ok = (subject: string, detail: string): CheckResult => ({ subject, status: 'ok', detail });
export const skipped = (subject: string, detail: string): CheckResult => ({ subject, status: 'skipped', detail });
export const warning = withRemedy('warning');
export const failed = withRemedy('failed');

function withRemedy(status: 'warning' | 'failed') {
  return (subject: string, detail: string, remedy: string): CheckResult => ({ subject, status, detail, remedy });
}

/**
 * Returns why a server does not answer: PostgreSQL's message, else the error's code, else its message. A message
 * repeats the address, which the result already has.
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
