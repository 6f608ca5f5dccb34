import { type UpstreamErrorCode, upstreamError } from '../errors.ts';

/** Whether a failed request may be sent again: at once, after a wait, or not at all. */
export type Retry = 'at once' | 'later' | 'never';

/** What a failure says about the upstream. */
export interface Diagnosis {
  /** Whether the failure concerns the upstream's health, and not the request: such failures open the circuit. */
  readonly isOutage: boolean;
  readonly retry: Retry;
  /** How long the upstream asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

export interface TransportErrorOptions extends Partial<Diagnosis> {
  readonly cause?: unknown;
}

/** Why there is no response, and whether a retry may help. Its message is for clients: addresses are in the cause alone. */
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

/** The error for a server that does not respond. @param cause the original error */
export function unreachable(label: string, cause: unknown, retry: Retry = 'later'): TransportError {
  return new TransportError('UPSTREAM_UNREACHABLE', `${label} cannot be reached.`, { isOutage: true, retry, cause });
}

/** An error of our own code says nothing about an upstream. */
export const NO_DIAGNOSIS: Diagnosis = { isOutage: false, retry: 'never' };

/** Makes the error of one caller: a new one each time, since paths are added to it. Returns errors of our own code unchanged. */
export function callerError(upstream: string, error: unknown): unknown {
  if (!(error instanceof TransportError)) return error;
  const { code, message, retryAfterMs, cause } = error;
  return upstreamError(upstream, code, message, {
    cause,
    ...(retryAfterMs !== undefined && { extensions: { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) } }),
  });
}
