import { createAttempts, RETRY_POLICY, type RetryPolicy } from '../../transport/attempts.ts';
import { type Diagnosis, NO_DIAGNOSIS } from '../../transport/transport-error.ts';

const SYSTEM = 'ECONNREFUSED ECONNRESET EHOSTUNREACH ENETUNREACH ENOENT ENOTFOUND EAI_AGAIN EPIPE ETIMEDOUT';
const DRIVER = 'CONNECT_TIMEOUT CONNECTION_CLOSED CONNECTION_DESTROYED';
/** too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now */
const SQL_STATES = '53300 57P01 57P02 57P03';

/**
 * Error codes of sockets, of the driver, and SQLSTATEs (PostgreSQL, appendix A), by which a server is away, goes away, or
 * has no connection left: a statement was not run then, or only read.
 */
export const OUTAGES: ReadonlySet<string> = new Set([SYSTEM, DRIVER, SQL_STATES].flatMap((codes) => codes.split(' ')));

const OUTAGE: Diagnosis = { isOutage: true, retry: 'later' };

/** Sends statements again that failed by a server's restart, and none while the database is away. All statements are reads. */
export function createStatementAttempts(retryPolicy: Partial<RetryPolicy> = {}) {
  return createAttempts({
    ...RETRY_POLICY,
    ...retryPolicy,
    diagnose: (error) => (isOutage(error) ? OUTAGE : NO_DIAGNOSIS),
    refusal: (last, retryAfterMs) =>
      Object.assign(new Error('The database is away.', { cause: last }), { code: errorCodeOf(last), retryAfterMs }),
  });
}

/** Whether an error says that the server is away, or has ended the connection. */
export function isOutage(error: unknown): boolean {
  return OUTAGES.has(errorCodeOf(error) ?? '');
}

/** Returns the SQLSTATE or the driver's code that a statement failed with: drizzle wraps the driver's error. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : errorCodeOf(error.cause);
}
