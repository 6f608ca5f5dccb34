import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import { type Cancellation, pause } from './cancellation.ts';
import { type Circuit, type CircuitOptions, createCircuit } from './circuit.ts';

export interface RetryPolicy extends Pick<CircuitOptions, 'failuresToOpen' | 'halfOpenAfterMs'> {
  /** Maximum number of retries of a read. */
  readonly maxRetries: number;
}

/** The default policy, which suits most upstreams. */
export const RETRY_POLICY: RetryPolicy = { failuresToOpen: 10, halfOpenAfterMs: 2000, maxRetries: 2 };

/** The circuit's state, and counts since the start. */
export interface AttemptsHealth {
  readonly circuit: Circuit['state'];
  /** Number of retries of reads. */
  readonly retries: number;
  /** Number of requests that were not sent because the circuit was open. */
  readonly refused: number;
}

/** The events that end the attempts of one request. */
export interface AttemptBounds {
  readonly cancellation: Cancellation;
  /** By `performance.now()`; it may move while the request is in flight. */
  readonly until: number;
}

/** Sends requests, and retries them if a retry may help and does not overload the upstream. */
export type Attempts = ReturnType<typeof createAttempts>;

/** The first wait is 50 ms on average, and each further wait about twice as long. */
const BACKOFF = new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 });

/**
 * Creates attempts with cockatiel's backoff, whose jitter spreads best. Cockatiel's retry and bulkhead are not used:
 * both wait regardless of deadlines and of clients that have left.
 */
export function createAttempts({ maxRetries, ...options }: CircuitOptions & RetryPolicy) {
  const circuit = createCircuit(options);
  const budget = createRetryBudget();
  let retries = 0;

  return {
    get health(): AttemptsHealth {
      return { circuit: circuit.state, retries, refused: circuit.refused };
    },
    /**
     * Sends a request. A retry at once counts neither for the circuit nor for the budget: a server may close all its
     * idle connections at the moment of their next use.
     * @param isRead whether the request may be retried: a failed write may have been done, and is never retried
     * @param send makes one attempt, and receives the number of attempts before it
     * @throws the error of the last attempt, or the refusal of an open circuit
     */
    async run<Response>(
      bounds: AttemptBounds,
      isRead: boolean,
      send: (retry: number) => Promise<Response>,
    ): Promise<Response> {
      budget.earn();
      let backoff: IBackoff<unknown> | undefined;
      let retry = 0;
      const sendAgain = (error: unknown): Promise<Response> => {
        if (retry > 0 || !isRead || maxRetries === 0 || options.diagnose(error).retry !== 'at once') throw error;
        retry += 1;
        retries += 1;
        return send(retry);
      };
      for (; ; retry += 1) {
        try {
          return await circuit.attempt(() => send(retry).catch(sendAgain));
        } catch (error) {
          const { retry: when, retryAfterMs } = options.diagnose(error);
          if (!isRead || when === 'never' || retry >= maxRetries || circuit.state !== 'closed') throw error;
          backoff = backoff ? backoff.next(undefined) : BACKOFF.next();
          const waitMs = retryAfterMs ?? backoff.duration;
          if (performance.now() + waitMs >= bounds.until || !budget.spend()) throw error;
          if (waitMs > 0) await pause(waitMs, bounds.cancellation);
          retries += 1;
        }
      }
    },
  };
}

/**
 * Limits retries, so that they do not make an outage worse: to a share of recent requests, plus a few for an upstream
 * that receives few requests.
 * @param price number of requests that earn one retry
 * @param most maximum number of saved retries
 */
function createRetryBudget(price = 5, most = 10) {
  let earned = most * price;
  return {
    /** Counts a request. Retries are not counted here. */
    earn(): void {
      earned = Math.min(most * price, earned + 1);
    },
    /** Returns whether a retry is allowed now, and counts it if it is. */
    spend(): boolean {
      if (earned < price) return false;
      earned -= price;
      return true;
    },
  };
}
