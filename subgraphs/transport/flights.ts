import { Fault } from './fault.ts';
import { Stop } from './stop.ts';

/** How long somebody waits for an answer. */
export interface Patience {
  /** When the client's own request must be answered, by `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Aborts when the client leaves. */
  readonly signal?: AbortSignal | undefined;
}

/** Something that is asked for, by one or by many who ask for the same. */
export interface Flight {
  /** Stops when nobody waits for it any longer. */
  readonly stop: Stop;
  /** Until when the most patient one waits, by `performance.now()`. */
  readonly until: number;
}

/** What is on its way, so that the same is asked for only once at a time. */
export interface Flights<Answer> {
  /** How many found on its way already what they ask for. */
  readonly shared: number;
  /**
   * Waits for what is on its way under this key, or starts it. Who leaves does not cost the others theirs: it stops with the
   * last one.
   * @param key undefined: it is not shared
   * @throws Fault UPSTREAM_TIMEOUT or REQUEST_CANCELLED, or what it was rejected with
   */
  wait(key: string | undefined, patience: Patience, start: (flight: Flight) => Promise<Answer>): Promise<Answer>;
  /** Nobody joins any longer what is on its way: something was written, and it may be out of date. */
  forget(): void;
}

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

interface Started<Answer> extends Flight {
  readonly key: string | undefined;
  readonly waiting: Set<Waiting<Answer>>;
  /** When it is over at the latest, however late others join it. */
  readonly latest: number;
  until: number;
}

/**
 * @param label what a person calls the upstream, in messages
 * @param timeoutMs how long one may take in all, in milliseconds
 */
export function createFlights<Answer>(label: string, timeoutMs: number): Flights<Answer> {
  const flights = new Map<string, Started<Answer>>();
  let shared = 0;

  function begin(key: string | undefined): Started<Answer> {
    const latest = performance.now() + timeoutMs;
    const flight = { key, stop: new Stop(), waiting: new Set<Waiting<Answer>>(), latest, until: 0 };
    if (key !== undefined) flights.set(key, flight);
    return flight;
  }

  function end({ key, ...flight }: Started<Answer>): void {
    if (key !== undefined && flights.get(key)?.stop === flight.stop) flights.delete(key);
  }

  function join(flight: Started<Answer>, { deadline = Number.POSITIVE_INFINITY, signal }: Patience): Promise<Answer> {
    const until = Math.min(deadline, flight.latest);
    flight.until = Math.max(flight.until, until);
    return new Promise((resolve, reject) => {
      const waiter: Waiting<Answer> = {
        resolve(answer) {
          rest();
          resolve(answer);
        },
        reject(error) {
          rest();
          reject(error);
        },
      };
      const leave = (reason: Fault) => {
        waiter.reject(reason);
        flight.waiting.delete(waiter);
        if (flight.waiting.size > 0) return;
        end(flight);
        flight.stop.stop(reason);
      };
      const onAbort = () => leave(cancelled(label));
      const onTime = () => leave(late(label, deadline < flight.latest ? undefined : timeoutMs));
      const timer = setTimeout(onTime, until - performance.now());
      const rest = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort);
      flight.waiting.add(waiter);
    });
  }

  return {
    get shared() {
      return shared;
    },
    wait(key, patience, start) {
      if (patience.signal?.aborted) return Promise.reject(cancelled(label));
      const present = key === undefined ? undefined : flights.get(key);
      if (present) {
        shared += 1;
        return join(present, patience);
      }
      const flight = begin(key);
      const answer = join(flight, patience);
      start(flight).then(
        (found) => {
          end(flight);
          for (const waiter of flight.waiting) waiter.resolve(found);
        },
        (error: unknown) => {
          end(flight);
          for (const waiter of flight.waiting) waiter.reject(error);
        },
      );
      return answer;
    },
    forget: () => flights.clear(),
  };
}

function cancelled(label: string): Fault {
  return new Fault('REQUEST_CANCELLED', `The client left before ${label} had answered.`);
}

/** @param timeoutMs undefined: it is the client's own request whose time is up */
function late(label: string, timeoutMs: number | undefined): Fault {
  const time = timeoutMs === undefined ? 'in the time of this request' : `within ${timeoutMs} ms`;
  return new Fault('UPSTREAM_TIMEOUT', `${label} did not answer ${time}.`, { isOutage: true });
}
