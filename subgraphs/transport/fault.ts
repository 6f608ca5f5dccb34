import { type UpstreamErrorCode, upstreamError } from '../errors.ts';
import type { Judgement, Retry } from './judgement.ts';

export interface FaultOptions extends Partial<Judgement> {
  readonly cause?: unknown;
}

/** Why there is no answer, and what may be done about it. Its message is for clients: addresses are in the cause alone. */
export class Fault extends Error implements Judgement {
  override readonly name = 'Fault';
  readonly code: UpstreamErrorCode;
  readonly isOutage: boolean;
  readonly retry: Retry;
  readonly retryAfterMs: number | undefined;

  constructor(code: UpstreamErrorCode, message: string, options: FaultOptions = {}) {
    const { isOutage = false, retry = 'never', retryAfterMs, cause } = options;
    super(message, { cause });
    this.code = code;
    this.isOutage = isOutage;
    this.retry = retry;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Nobody answers there. @param cause what really happened */
export function unreachable(label: string, cause: unknown, retry: Retry = 'later'): Fault {
  return new Fault('UPSTREAM_UNREACHABLE', `${label} cannot be reached.`, { isOutage: true, retry, cause });
}

/** What is thrown by a mistake of our own says nothing of an upstream. */
export const UNJUDGED: Judgement = { isOutage: false, retry: 'never' };

/** The error that a caller meets: each a new one, since paths are added to it. What is no Fault is a mistake of ours, and stays as it is. */
export function toldOf(upstream: string, error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  const { code, message, retryAfterMs, cause } = error;
  return upstreamError(upstream, code, message, {
    cause,
    ...(retryAfterMs !== undefined && { extensions: { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) } }),
  });
}
