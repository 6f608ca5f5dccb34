import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { Diagnosis } from './transport-error.ts';

export interface CircuitOptions {
  /** How many consecutive failures open the circuit. */
  readonly failuresToOpen: number;
  /** How long it stays open before one request tries the upstream again, in milliseconds. */
  readonly halfOpenAfterMs: number;
  readonly diagnose: (error: unknown) => Diagnosis;
  /** Makes the error of requests that are refused while the circuit is open. @param last the failure that opened it */
  readonly refusal: (last: unknown, retryAfterMs: number) => Error;
}

/** Keeps requests from an upstream that is down. */
export type Circuit = ReturnType<typeof createCircuit>;

/**
 * Makes a circuit breaker of cockatiel's: it is maintained, has its types with it, and costs 0.6 µs per request. opossum times
 * and counts each request by events of its own.
 */
export function createCircuit({ failuresToOpen, halfOpenAfterMs, diagnose, refusal }: CircuitOptions) {
  const breaker = circuitBreaker(
    // A trial that ended without a response counts as a failure, whatever ended it.
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
    // One request alone tries whether the upstream is back: cockatiel would have the others wait for its result.
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
    /** How many requests were not sent because it was open. */
    get refused(): number {
      return refused;
    },
    /** Sends, unless the circuit is open. @throws what the request failed by, or the refusal */
    attempt<Response>(send: () => Promise<Response>): Promise<Response> {
      // The breaker counts consecutive failures: while there are none, it need not see successes.
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
