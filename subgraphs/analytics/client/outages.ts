import { createAttempts, RETRY_POLICY, type RetryPolicy } from '../../transport/attempts.ts';
import { type Diagnosis, NO_DIAGNOSIS } from '../../transport/transport-error.ts';

const SYSTEM = 'ECONNREFUSED ECONNRESET EHOSTUNREACH ENETUNREACH ENOENT ENOTFOUND EAI_AGAIN EPIPE ETIMEDOUT';
const DRIVER = 'CONNECT_TIMEOUT CONNECTION_CLOSED CONNECTION_DESTROYED';
/** too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now */
const SQL_STATES = '53300 57P01 57P02 57P03';

/**
 * Error codes of sockets, of the driver, and SQLSTATEs (PostgreSQL, appendix A) for a server that is down, shuts down,
 * or has no connection left. The statement has not run, or it only read.
 */
export const OUTAGES: ReadonlySet<string> = new Set([SYSTEM, DRIVER, SQL_STATES].flatMap((codes) => codes.split(' ')));

const OUTAGE: Diagnosis = { isOutage: true, retry: 'later' };

/** Retries statements that a server's restart failed, and sends none while the database is down. All are reads. */
export function createStatementAttempts(retryPolicy: Partial<RetryPolicy> = {}) {
  return createAttempts({
    ...RETRY_POLICY,
    ...retryPolicy,
    diagnose: (error) => (isOutage(error) ? OUTAGE : NO_DIAGNOSIS),
    refusal: (last, retryAfterMs) =>
      Object.assign(new Error('The database does not answer.', { cause: last }), {
        code: errorCodeOf(last),
        retryAfterMs,
      }),
  });
}

/** Whether an error means that the server is down or has closed the connection. */
export function isOutage(error: unknown): boolean {
  return OUTAGES.has(errorCodeOf(error) ?? '');
}

/** Returns the SQLSTATE or the driver's code of a statement's error. Drizzle wraps the driver's error. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : errorCodeOf(error.cause);
}
