import postgres, { type Sql } from 'postgres';
import type { Deployment } from '../gateway/config/deployment.ts';
import type { Config } from '../gateway/config.ts';
import type { Finding as GraphFinding } from '../subgraphs/finding.ts';

/** What a check found of one thing. */
export interface Finding extends Omit<GraphFinding, 'remedy'> {
  /** `warning`: works, but look at it. `skipped`: could not be, or need not be, looked at. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What to do about it: with every failure. */
  readonly remedy?: string;
}

/** What is examined. */
export interface Patient {
  readonly config: Config;
  readonly deployment: Deployment;
  /** The analytics database, as the gateway's role; undefined where the gateway has none of its own. */
  readonly sql: Sql | undefined;
}

/** One thing that has to hold. */
export interface Check {
  readonly name: string;
  /** Rejects only for what nobody foresaw: that is a failure of its own. */
  run(patient: Patient): Promise<readonly Finding[]>;
}

/** A check of the database: skipped where there is none to ask, or it does not answer. */
export function databaseCheck(name: string, run: (sql: Sql) => Promise<readonly Finding[]>): Check {
  return {
    name,
    async run({ sql }) {
      if (!sql) return [skipped('database', 'The gateway has no database of its own to look at.')];
      const answers = await sql`SELECT`.then(
        () => true,
        () => false,
      );
      return answers ? run(sql) : [skipped('database', 'It cannot be asked: see the connections.')];
    },
  };
}

export const ok = (subject: string, detail: string): Finding => ({ subject, status: 'ok', detail });
export const skipped = (subject: string, detail: string): Finding => ({ subject, status: 'skipped', detail });
export const warning = (subject: string, detail: string, remedy: string): Finding => ({
  subject,
  status: 'warning',
  detail,
  remedy,
});
export const failed = (subject: string, detail: string, remedy: string): Finding => ({
  subject,
  status: 'failed',
  detail,
  remedy,
});

/**
 * Why something does not answer: PostgreSQL's own words; else the code where there is one, since messages hold addresses
 * that the finding has already.
 */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof postgres.PostgresError) return error.message;
  if (error.cause instanceof Error) return reason(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** The schemas that Alembic owns and the graph reads. */
export const ALEMBIC_SCHEMAS = ['metadata', 'timeseries', 'geospatial', 'analytics'];
