import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IBackoff,
} from 'cockatiel';
import type { Flight } from './flights.ts';
import type { Judgement } from './judgement.ts';
import { createRetryBudget } from './retry-budget.ts';
import { pause, type Stop } from './stop.ts';

export interface Persistence {
  /** How many failures in a row, without an answer in between, open the circuit. */
  readonly failuresToOpen: number;
  /** How long it stays open before one request tries the upstream again, in milliseconds. */
  readonly halfOpenAfterMs: number;
  /** How often a read is sent again, at most. */
  readonly maxRetries: number;
}

export interface AttemptsOptions extends Persistence {
  readonly judge: (error: unknown) => Judgement;
  /**
   * The error for what is not sent while the circuit is open.
   * @param last what opened it: it is so still, as far as anybody knows
   */
  readonly refusal: (last: unknown, retryAfterMs: number) => Error;
}

/** What suits most upstreams. */
export const PERSISTENCE: Persistence = { failuresToOpen: 10, halfOpenAfterMs: 2000, maxRetries: 2 };

/** What it is doing, and what it has done since the start. */
export interface AttemptsHealth {
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** How often a read was sent again. */
  readonly retries: number;
  /** How many requests were not sent because the circuit was open. */
  readonly refused: number;
}

/** Sends requests as often as that is good for an upstream. */
export interface Attempts {
  readonly health: AttemptsHealth;
  /**
   * @param send told how often it was called before
   * @param isRead whether it may be sent again: a write never is, since it may have been done
   * @throws what the last attempt failed by, or the refusal
   */
  make<Answer>(flight: Flight, isRead: boolean, send: (stop: Stop, retry: number) => Promise<Answer>): Promise<Answer>;
}

/** The first wait is 50 ms in the middle of its jitter, and each further one about twice as long. */
const BACKOFF = new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 });

/**
 * By cockatiel: it is maintained, has its types with it, costs 0.6 µs per request, and its backoff has the jitter that
 * spreads best. opossum times and counts each request by events of its own. Its retry and its bulkhead are not used: they
 * wait regardless of deadlines, and of who has left.
 */
export function createAttempts({
  failuresToOpen,
  halfOpenAfterMs,
  maxRetries,
  judge,
  refusal,
}: AttemptsOptions): Attempts {
  const budget = createRetryBudget();
  const breaker = circuitBreaker(
    // A trial that ended without an answer has shown nothing, whatever ended it.
    handleWhen((error) => judge(error).isOutage || breaker.state === CircuitState.HalfOpen),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(failuresToOpen) },
  );
  // By the clock that cockatiel goes by.
  let openedAt = 0;
  let last: unknown;
  breaker.onBreak((reason) => {
    openedAt = Date.now();
    if ('error' in reason && judge(reason.error).isOutage) last = reason.error;
  });
  let isFailing = false;
  let retries = 0;
  let refused = 0;

  function circuitOpen(): Error {
    refused += 1;
    return refusal(last, Math.max(0, openedAt + halfOpenAfterMs - Date.now()));
  }

  /**
   * One alone tries whether the upstream is back: cockatiel would have the others wait for what comes of it. It counts
   * failures in a row, so that it need not know of answers while there are none.
   */
  async function attempt<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    if (breaker.state === CircuitState.HalfOpen) throw circuitOpen();
    if (breaker.state === CircuitState.Closed && !isFailing) return send().catch(fail);
    try {
      const answer = await breaker.execute(send);
      isFailing = false;
      return answer;
    } catch (error) {
      throw error instanceof BrokenCircuitError ? circuitOpen() : error;
    }
  }

  /** The first failure after answers. @throws Error that failure */
  function fail(error: unknown): Promise<never> {
    isFailing = true;
    if (breaker.state !== CircuitState.Closed) throw error;
    return breaker.execute(() => {
      throw error;
    });
  }

  return {
    get health() {
      return { circuit: CIRCUITS[breaker.state], retries, refused };
    },
    async make(flight, isRead, send) {
      budget.earn();
      let backoff: IBackoff<unknown> | undefined;
      for (let retry = 0; ; retry += 1) {
        try {
          return await attempt(() => send(flight.stop, retry));
        } catch (error) {
          const { retry: when, retryAfterMs } = judge(error);
          if (!isRead || when === 'never' || retry >= maxRetries || breaker.state !== CircuitState.Closed) throw error;
          backoff = backoff ? backoff.next(undefined) : BACKOFF.next();
          const waitMs = when === 'at once' && retry === 0 ? 0 : (retryAfterMs ?? backoff.duration);
          if (performance.now() + waitMs >= flight.until || !budget.spend()) throw error;
          if (waitMs > 0) await pause(waitMs, flight.stop);
          retries += 1;
        }
      }
    },
  };
}

const CIRCUITS = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
} as const;
