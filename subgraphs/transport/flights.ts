import { Bag, type Place } from '../bag.ts';
import type { Departure } from '../departure.ts';
import { createDeadlines, type Deadline } from './deadlines.ts';
import { Fault } from './fault.ts';
import { Stop } from './stop.ts';

/** How long somebody waits for an answer. */
export interface Patience {
  /** When the client's own request must be answered, by `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Aborts when the client leaves. */
  readonly signal?: Departure | undefined;
}

/** Something that is asked for, by one or by many who ask for the same. */
export interface Flight {
  /** Stops when nobody waits for it any longer. */
  readonly stop: Stop;
  /** Until when the most patient one waits, by `performance.now()`. */
  readonly until: number;
}

/** What is asked, and who asks: no answer to one caller is another's. */
export interface Question {
  readonly by: string;
  readonly text: string;
}

/** What is on its way, so that the same is asked for only once at a time. */
export interface Flights<Answer> {
  /** How many found on its way already what they ask for. */
  readonly shared: number;
  /**
   * Waits for what is on its way under this key, or starts it. Who leaves does not cost the others theirs: it stops with the
   * last one.
   * @param question undefined: it is not shared
   * @throws Fault UPSTREAM_TIMEOUT or REQUEST_CANCELLED, or what it was rejected with
   */
  wait(question: Question | undefined, patience: Patience, start: (flight: Flight) => Promise<Answer>): Promise<Answer>;
  /** Nobody joins any longer what is on its way: something was written, and it may be out of date. */
  forget(): void;
}

/** Who waits. */
interface Waiter<Answer> extends Deadline {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
  /** To be called when it waits no longer. */
  rest(): void;
}

interface Started<Answer> extends Flight {
  readonly question: Question | undefined;
  readonly waiting: Waiter<Answer>[];
  /** When it is over at the latest, however late others join it. */
  readonly latest: number;
  until: number;
  /** Where it can be found by who asks for the same; undefined for what is not shared. */
  place: Place<Started<Answer>> | undefined;
}

/**
 * @param label what a person calls the upstream, in messages
 * @param timeoutMs how long one may take in all, in milliseconds
 */
export function createFlights<Answer>(label: string, timeoutMs: number): Flights<Answer> {
  const flights = new Bag<Started<Answer>>();
  const deadlines = createDeadlines();
  let shared = 0;

  function begin(question: Question | undefined): Started<Answer> {
    const latest = performance.now() + timeoutMs;
    const flight: Started<Answer> = { question, stop: new Stop(), waiting: [], latest, until: 0, place: undefined };
    if (question) flight.place = flights.add(flight);
    return flight;
  }

  function end({ place }: Started<Answer>): void {
    if (place) flights.delete(place);
  }

  /** They are as few as there are connections, or not many more. */
  function findEqual({ by, text }: Question): Started<Answer> | undefined {
    return flights.find(({ question }) => question?.text === text && question.by === by);
  }

  function join(flight: Started<Answer>, { deadline = Number.POSITIVE_INFINITY, signal }: Patience): Promise<Answer> {
    const until = Math.min(deadline, flight.latest);
    flight.until = Math.max(flight.until, until);
    return new Promise((resolve, reject) => {
      const waiter: Waiter<Answer> = {
        until,
        resolve,
        reject,
        rest() {
          deadlines.delete(place);
          signal?.removeEventListener('abort', onAbort);
        },
        onTime: () => leave(flight, waiter, late(label, deadline < flight.latest ? undefined : timeoutMs)),
      };
      const onAbort = () => leave(flight, waiter, cancelled(label));
      const place = deadlines.add(waiter);
      signal?.addEventListener('abort', onAbort);
      flight.waiting.push(waiter);
    });
  }

  function leave(flight: Started<Answer>, waiter: Waiter<Answer>, reason: Fault): void {
    waiter.rest();
    waiter.reject(reason);
    flight.waiting.splice(flight.waiting.indexOf(waiter), 1);
    if (flight.waiting.length > 0) return;
    end(flight);
    flight.stop.stop(reason);
  }

  return {
    get shared() {
      return shared;
    },
    wait(question, patience, start) {
      if (patience.signal?.aborted) return Promise.reject(cancelled(label));
      const present = question && findEqual(question);
      if (present) {
        shared += 1;
        return join(present, patience);
      }
      const flight = begin(question);
      const answer = join(flight, patience);
      start(flight).then(
        (found) => {
          end(flight);
          for (const waiter of flight.waiting) {
            waiter.rest();
            waiter.resolve(found);
          }
        },
        (error: unknown) => {
          end(flight);
          for (const waiter of flight.waiting) {
            waiter.rest();
            waiter.reject(error);
          }
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
