import { createAttempts, RETRY_POLICY, type RetryPolicy } from '../../transport/attempts.ts';
import { type Diagnosis, NO_DIAGNOSIS } from '../../transport/transport-error.ts';

/**
 * Error codes of the driver, of sockets, and SQLSTATEs (PostgreSQL, appendix A), by which a server is away, goes away, or
 * has no connection left: a statement was not run then, or only read.
 */
const OUTAGES: ReadonlySet<string> = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  // too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);

const OUTAGE: Diagnosis = { isOutage: true, retry: 'later' };

/** Sends statements again that failed by a server's restart, and none while the database is away. All statements are reads. */
export function createStatementAttempts(retryPolicy: Partial<RetryPolicy> = {}) {
  return createAttempts({
    ...RETRY_POLICY,
    ...retryPolicy,
    diagnose: (error) => (isOutage(error) ? OUTAGE : NO_DIAGNOSIS),
    refusal: (last, retryAfterMs) =>
      Object.assign(new Error('The database is away.', { cause: last }), { code: codeOf(last), retryAfterMs }),
  });
}

/** Whether an error says that the server is away, or has ended the connection. */
export function isOutage(error: unknown): boolean {
  return OUTAGES.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
