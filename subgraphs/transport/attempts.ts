import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import { type CircuitOptions, createCircuit } from './circuit.ts';
import type { Ending } from './ending.ts';
import type { Flight } from './flights.ts';
import { createRetryBudget } from './retry-budget.ts';
import { pause, type Stop } from './stop.ts';

export interface Persistence extends Pick<CircuitOptions, 'failuresToOpen' | 'halfOpenAfterMs'> {
  /** How often a read is sent again, at most. */
  readonly maxRetries: number;
}

export type AttemptsOptions = CircuitOptions & Persistence;

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

/** What bounds the attempts. */
export type Bounds = Pick<Flight<unknown>, 'stop' | 'until'>;

/** Sends once. @param retry how often it was sent before */
export type Send<Answer> = (stop: Stop, retry: number) => Promise<Answer>;

/** The same, for who is told how it ended. */
export type SendFor<Answer> = (stop: Stop, retry: number, ending: Ending<Answer>) => void;

/** Sends requests as often as that is good for an upstream. */
export interface Attempts {
  readonly health: AttemptsHealth;
  /**
   * @param isRead whether it may be sent again: a write never is, since it may have been done
   * @throws what the last attempt failed by, or the refusal
   */
  make<Answer>(bounds: Bounds, isRead: boolean, send: Send<Answer>): Promise<Answer>;
  /** The same for a flight, which is told how it ended: without a promise in between where nothing fails. */
  makeFor<Answer>(flight: Flight<Answer>, isRead: boolean, send: SendFor<Answer>): void;
}

/** The first wait is 50 ms in the middle of its jitter, and each further one about twice as long. */
const BACKOFF = new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 });

/**
 * Of cockatiel, whose backoff has the jitter that spreads best, its retry and its bulkhead are not used: they wait regardless
 * of deadlines, and of who has left.
 */
export function createAttempts({ maxRetries, ...options }: AttemptsOptions): Attempts {
  const { judge } = options;
  const circuit = createCircuit(options);
  const budget = createRetryBudget();
  let retries = 0;

  /** Waits for an attempt, and makes others while they fail and that may help. @throws what the last failed by */
  async function persist<Answer>(
    first: Promise<Answer>,
    bounds: Bounds,
    isRead: boolean,
    send: Send<Answer>,
  ): Promise<Answer> {
    let latest = first;
    let backoff: IBackoff<unknown> | undefined;
    for (let retry = 0; ; retry += 1) {
      try {
        return await latest;
      } catch (error) {
        const { retry: when, retryAfterMs } = judge(error);
        if (!isRead || when === 'never' || retry >= maxRetries || circuit.state !== 'closed') throw error;
        backoff = backoff ? backoff.next(undefined) : BACKOFF.next();
        const waitMs = when === 'at once' && retry === 0 ? 0 : (retryAfterMs ?? backoff.duration);
        if (performance.now() + waitMs >= bounds.until || !budget.spend()) throw error;
        if (waitMs > 0) await pause(waitMs, bounds.stop);
        retries += 1;
      }
      latest = circuit.attempt(() => send(bounds.stop, retry + 1));
    }
  }

  function follow<Answer>(first: Promise<Answer>, { flight, isRead, send }: Errand<Answer>): void {
    persist(first, flight, isRead, (stop, retry) => promised(send, stop, retry)).then(
      (answer) => flight.answered(answer),
      (error) => flight.failed(error),
    );
  }

  function recover<Answer>(errand: Errand<Answer>, error: unknown): void {
    follow(circuit.fail(error), errand);
  }

  return {
    get health() {
      return { circuit: circuit.state, retries, refused: circuit.refused };
    },
    make(bounds, isRead, send) {
      budget.earn();
      const first = circuit.attempt(() => send(bounds.stop, 0));
      return persist(first, bounds, isRead, send);
    },
    makeFor(flight, isRead, send) {
      budget.earn();
      const errand = new Errand(flight, isRead, send, recover);
      if (circuit.isCalm) {
        send(flight.stop, 0, errand);
        return;
      }
      const first = circuit.attempt(() => promised(send, flight.stop, 0));
      follow(first, errand);
    },
  };
}

/** What is sent for a flight. Where nothing had failed before, it is told itself how its first attempt ended. */
class Errand<Answer> implements Ending<Answer> {
  readonly flight: Flight<Answer>;
  readonly isRead: boolean;
  readonly send: SendFor<Answer>;
  readonly #recover: (errand: Errand<Answer>, error: unknown) => void;

  constructor(
    flight: Flight<Answer>,
    isRead: boolean,
    send: SendFor<Answer>,
    recover: (errand: Errand<Answer>, error: unknown) => void,
  ) {
    this.flight = flight;
    this.isRead = isRead;
    this.send = send;
    this.#recover = recover;
  }

  answered(answer: Answer): void {
    this.flight.answered(answer);
  }

  failed(error: unknown): void {
    this.#recover(this, error);
  }
}

function promised<Answer>(send: SendFor<Answer>, stop: Stop, retry: number): Promise<Answer> {
  return new Promise((answered, failed) => send(stop, retry, { answered, failed }));
}
