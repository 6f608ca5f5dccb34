import { type UpstreamErrorCode, upstreamError } from '../contract/errors.ts';

/** Whether a failed request may be retried: at once, after a wait, or never. */
export type Retry = 'at once' | 'later' | 'never';

/** The conclusions from a failure about the upstream. */
export interface Diagnosis {
  /** Whether the failure concerns the upstream's health, not the request: such failures open the circuit. */
  readonly isOutage: boolean;
  readonly retry: Retry;
  /** The wait that the upstream requests, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

export interface TransportErrorOptions extends Partial<Diagnosis> {
  readonly cause?: unknown;
}

/** Why there is no response, and whether a retry may help. Its message is for clients: only the cause has addresses. */
export class TransportError extends Error implements Diagnosis {
  override readonly name = 'TransportError';
  readonly code: UpstreamErrorCode;
  readonly isOutage: boolean;
  readonly retry: Retry;
  readonly retryAfterMs: number | undefined;

  constructor(code: UpstreamErrorCode, message: string, options: TransportErrorOptions = {}) {
    const { isOutage = false, retry = 'never', retryAfterMs, cause } = options;
    super(message, { cause });
    this.code = code;
    this.isOutage = isOutage;
    this.retry = retry;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Builds the error for a server that does not respond. @param cause the original error */
export function unreachable(label: string, cause: unknown, retry: Retry = 'later'): TransportError {
  return new TransportError('UPSTREAM_UNREACHABLE', `${label} cannot be reached.`, { isOutage: true, retry, cause });
}

/** Returns the target of a redirect without its query, which may have values of the request. @param location the header */
export function targetOf(location: unknown): string {
  return typeof location === 'string' ? location.replace(/\?.*/s, '') : 'no address';
}

/** The diagnosis of an error in the gateway's own code: it does not concern an upstream. */
export const NO_DIAGNOSIS: Diagnosis = { isOutage: false, retry: 'never' };

/** Builds the error of one caller: each needs its own, as paths are added to it. Returns other errors unchanged. */
export function callerError(upstream: string, error: unknown): unknown {
  if (!(error instanceof TransportError)) return error;
  const { code, message, retryAfterMs, cause } = error;
  return upstreamError(upstream, code, message, {
    cause,
    ...(retryAfterMs !== undefined && { extensions: { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) } }),
  });
}
