import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import { type Cancellation, pause } from './cancellation.ts';
import { type Circuit, type CircuitOptions, createCircuit } from './circuit.ts';

export interface RetryPolicy extends Pick<CircuitOptions, 'failuresToOpen' | 'halfOpenAfterMs'> {
  /** How often a read is sent again, at most. */
  readonly maxRetries: number;
}

/** Suits most upstreams. */
export const RETRY_POLICY: RetryPolicy = { failuresToOpen: 10, halfOpenAfterMs: 2000, maxRetries: 2 };

/** The circuit's state, and counts since the start. */
export interface AttemptsHealth {
  readonly circuit: Circuit['state'];
  /** How often a read was sent again. */
  readonly retries: number;
  /** How many requests were not sent because the circuit was open. */
  readonly refused: number;
}

/** What ends the attempts of one request. */
export interface AttemptBounds {
  readonly cancellation: Cancellation;
  /** By `performance.now()`; it may move while the request is in flight. */
  readonly until: number;
}

/** Sends requests, and sends them again when that may help and does not overload the upstream. */
export type Attempts = ReturnType<typeof createAttempts>;

/** The first wait is 50 ms in the middle of its jitter, and each further one about twice as long. */
const BACKOFF = new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 });

/**
 * Of cockatiel, the backoff is used, whose jitter spreads best, but neither retry nor bulkhead: both wait regardless of
 * deadlines and of clients that have left.
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
     * @param isRead whether the request may be sent again: a write may have been done, and never is
     * @param send makes one attempt, given how many there were before it
     * @throws what the last attempt failed by, or the refusal of an open circuit
     */
    async run<Response>(
      bounds: AttemptBounds,
      isRead: boolean,
      send: (retry: number) => Promise<Response>,
    ): Promise<Response> {
      budget.earn();
      let backoff: IBackoff<unknown> | undefined;
      for (let retry = 0; ; retry += 1) {
        try {
          return await circuit.attempt(() => send(retry));
        } catch (error) {
          const { retry: when, retryAfterMs } = options.diagnose(error);
          if (!isRead || when === 'never' || retry >= maxRetries || circuit.state !== 'closed') throw error;
          backoff = backoff ? backoff.next(undefined) : BACKOFF.next();
          const waitMs = when === 'at once' && retry === 0 ? 0 : (retryAfterMs ?? backoff.duration);
          if (performance.now() + waitMs >= bounds.until || !budget.spend()) throw error;
          if (waitMs > 0) await pause(waitMs, bounds.cancellation);
          retries += 1;
        }
      }
    },
  };
}

/**
 * Keeps retries from making an outage worse: they are at most a share of recent requests, plus a few for an upstream that
 * receives few requests.
 * @param price how many requests earn one retry
 * @param most how many retries may be saved up
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
