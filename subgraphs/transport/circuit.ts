import type { Diagnosis } from './transport-error.ts';

export interface CircuitOptions {
  /** Number of consecutive failures that open the circuit. */
  readonly failuresToOpen: number;
  /** Time that it stays open before one request tries the upstream again, in milliseconds. */
  readonly halfOpenAfterMs: number;
  readonly diagnose: (error: unknown) => Diagnosis;
  /** Builds the error of requests that an open circuit refuses. @param last the failure that opened it */
  readonly refusal: (last: unknown, retryAfterMs: number) => Error;
}

/** Stops requests to an upstream that is down. */
export type Circuit = ReturnType<typeof createCircuit>;

/**
 * Creates a circuit breaker. Its clock is monotonic: by the system's clock it would stay open for as long as that clock is
 * set back, as cockatiel's does.
 */
export function createCircuit({ failuresToOpen, halfOpenAfterMs, diagnose, refusal }: CircuitOptions) {
  let state: 'closed' | 'open' | 'half-open' = 'closed';
  let failures = 0;
  let openUntil = 0;
  let last: unknown;
  let refused = 0;

  function open(): void {
    state = 'open';
    openUntil = performance.now() + halfOpenAfterMs;
  }

  function fail(error: unknown): never {
    if (diagnose(error).isOutage) {
      failures += 1;
      last = error;
      if (state === 'closed' && failures >= failuresToOpen) open();
    }
    throw error;
  }

  function succeed<Response>(response: Response): Response {
    failures = 0;
    return response;
  }

  /** Sends the one request that tries the upstream. Without a response the circuit opens again, whatever the reason. */
  async function trial<Response>(send: () => Promise<Response>): Promise<Response> {
    state = 'half-open';
    try {
      const response = await send();
      state = 'closed';
      return succeed(response);
    } catch (error) {
      open();
      return fail(error);
    }
  }

  return {
    get state() {
      return state;
    },
    /** Number of requests that were not sent because it was open. */
    get refused(): number {
      return refused;
    },
    /** Sends, unless the circuit is open. @throws the request's error, or the refusal */
    async attempt<Response>(send: () => Promise<Response>): Promise<Response> {
      if (state === 'closed') return send().then(succeed, fail);
      const waitMs = Math.max(0, openUntil - performance.now());
      if (state === 'open' && waitMs === 0) return trial(send);
      refused += 1;
      throw refusal(last, waitMs);
    },
  };
}
