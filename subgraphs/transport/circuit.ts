import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
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
 * Creates a circuit breaker with cockatiel: it is maintained, includes types, and costs 0.6 µs per request. opossum
 * times and counts each request with its own events.
 */
export function createCircuit({ failuresToOpen, halfOpenAfterMs, diagnose, refusal }: CircuitOptions) {
  const breaker = circuitBreaker(
    // A trial without a response counts as a failure, whatever its reason.
    handleWhen((error) => diagnose(error).isOutage || breaker.state === CircuitState.HalfOpen),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(failuresToOpen) },
  );
  // By cockatiel's clock.
  let openedAt = 0;
  let last: unknown;
  breaker.onBreak((reason) => {
    openedAt = Date.now();
    if ('error' in reason && diagnose(reason.error).isOutage) last = reason.error;
  });
  let isFailing = false;
  let refused = 0;

  function refuse(): Error {
    refused += 1;
    return refusal(last, Math.max(0, openedAt + halfOpenAfterMs - Date.now()));
  }

  /** Counts the first failure after successes, if it is an outage. */
  async function fail(error: unknown): Promise<never> {
    if (breaker.state !== CircuitState.Closed || !diagnose(error).isOutage) throw error;
    isFailing = true;
    return breaker.execute(() => {
      throw error;
    });
  }

  async function guarded<Response>(send: () => Promise<Response>): Promise<Response> {
    // Only one request tries the upstream: with cockatiel, the others would wait for its result.
    if (breaker.state === CircuitState.HalfOpen) throw refuse();
    try {
      const response = await breaker.execute(send);
      isFailing = false;
      return response;
    } catch (error) {
      throw error instanceof BrokenCircuitError ? refuse() : error;
    }
  }

  return {
    get state(): 'closed' | 'open' | 'half-open' {
      return STATES[breaker.state];
    },
    /** Number of requests that were not sent because it was open. */
    get refused(): number {
      return refused;
    },
    /** Sends, unless the circuit is open. @throws the request's error, or the refusal */
    attempt<Response>(send: () => Promise<Response>): Promise<Response> {
      // The breaker counts consecutive failures: without failures, successes bypass it.
      return breaker.state === CircuitState.Closed && !isFailing ? send().catch(fail) : guarded(send);
    },
  };
}

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
} as const;
