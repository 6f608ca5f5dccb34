import { GraphQLError } from 'graphql';
import { type UpstreamErrorCode, upstreamError } from '../errors.ts';

/** Whether what failed may be asked again: at once, after a while, or not at all. */
export type Retry = 'at once' | 'later' | 'never';

export interface FaultOptions {
  /** Whether it speaks of the upstream's health, and not of what was asked: such failures open the circuit. */
  readonly isOutage?: boolean;
  readonly retry?: Retry;
  /** How long the upstream, or its circuit, asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Why there is no answer, and what may be done about it. Its message is for clients: addresses are in the cause alone. */
export class Fault extends Error {
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

/** The error that a caller meets: each a new one, since paths are added to it. */
export function toldOf(upstream: string, error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof Fault)) throw error;
  const { code, message, retryAfterMs, cause } = error;
  return upstreamError(upstream, code, message, {
    cause,
    ...(retryAfterMs !== undefined && { extensions: { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) } }),
  });
}
