import type { Departure } from '../client-abort.ts';
import { Bag, type Place } from '../unordered-pool.ts';
import { createDeadlines, type Deadline, type Deadlines } from './deadlines.ts';
import type { Ending } from './ending.ts';
import { Fault } from './fault.ts';
import { Stop } from './stop.ts';

/** How long somebody waits for an answer. */
export interface Patience {
  /** When the client's own request must be answered, by `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Aborts when the client leaves. */
  readonly signal?: Departure | undefined;
}

/** Something that is asked for, by one or by many who ask for the same: who is told how it ended tells them all. */
export interface Flight<Answer> extends Ending<Answer> {
  /** Stops when nobody waits for it any longer. */
  readonly stop: Stop;
  /** Until when the most patient one waits, by `performance.now()`. */
  readonly until: number;
}

/** What is asked, and who asks: no answer to one caller is another's. */
export interface Question {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly text: string;
}

/** What is on its way, so that the same is asked for only once at a time. */
export interface Flights<Answer> {
  /** How many found on its way already what they ask for. */
  readonly shared: number;
  /**
   * Waits for what is on its way already, or for a new flight. Who leaves does not cost the others theirs: it stops with the
   * last one.
   * @param question undefined: it is not shared
   * @param ending told of the answer, of a Fault UPSTREAM_TIMEOUT or REQUEST_CANCELLED, or of what the flight failed by
   * @returns the new flight, for the caller to start
   */
  wait(question: Question | undefined, patience: Patience, ending: Ending<Answer>): Flight<Answer> | undefined;
  /** Nobody joins any longer what is on its way: something was written, and it may be out of date. */
  forget(): void;
}

/** What all flights to one upstream have in common. */
interface Terms {
  /** What a person calls the upstream, in messages. */
  readonly label: string;
  /** How long one may take in all, in milliseconds. */
  readonly timeoutMs: number;
  readonly deadlines: Deadlines;
}

/**
 * @param label what a person calls the upstream, in messages
 * @param timeoutMs how long one may take in all, in milliseconds
 */
export function createFlights<Answer>(label: string, timeoutMs: number): Flights<Answer> {
  const terms = { label, timeoutMs, deadlines: createDeadlines() };
  const known = new Bag<SharedFlight<Answer>>();
  let shared = 0;

  /** They are as few as there are connections, or not many more. */
  function findEqual(wanted: Question): SharedFlight<Answer> | undefined {
    return known.find(({ question }) => question !== undefined && isSame(question, wanted));
  }

  return {
    get shared() {
      return shared;
    },
    wait(question, patience, ending) {
      if (patience.signal?.aborted) {
        ending.failed(cancelled(label));
        return undefined;
      }
      const present = question && findEqual(question);
      if (present) {
        shared += 1;
        present.join(patience, ending);
        return undefined;
      }
      const flight = new SharedFlight(terms, question, known);
      flight.join(patience, ending);
      return flight;
    },
    forget: () => known.clear(),
  };
}

function isSame(one: Question, other: Question): boolean {
  return one.text === other.text && one.path === other.path && one.authorization === other.authorization;
}

class SharedFlight<Answer> implements Flight<Answer> {
  readonly question: Question | undefined;
  readonly stop = new Stop();
  /** When it is over at the latest, however late others join it. */
  readonly latest: number;
  until = 0;
  readonly #terms: Terms;
  readonly #waiting: Waiter<Answer>[] = [];
  /** Where it can be found by who asks for the same; undefined for what is not shared. */
  readonly #place: Place<SharedFlight<Answer>> | undefined;
  readonly #known: Bag<SharedFlight<Answer>>;

  constructor(terms: Terms, question: Question | undefined, known: Bag<SharedFlight<Answer>>) {
    this.#terms = terms;
    this.#known = known;
    this.question = question;
    this.latest = performance.now() + terms.timeoutMs;
    if (question) this.#place = known.add(this);
  }

  join(patience: Patience, ending: Ending<Answer>): void {
    const waiter = new Waiter(this, this.#terms, patience, ending);
    this.until = Math.max(this.until, waiter.until);
    this.#waiting.push(waiter);
  }

  leave(waiter: Waiter<Answer>, reason: Fault): void {
    this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
    waiter.rest().failed(reason);
    if (this.#waiting.length > 0) return;
    this.#end();
    this.stop.stop(reason);
  }

  answered(answer: Answer): void {
    this.#end();
    for (const waiter of this.#waiting) waiter.rest().answered(answer);
  }

  failed(error: unknown): void {
    this.#end();
    for (const waiter of this.#waiting) waiter.rest().failed(error);
  }

  #end(): void {
    if (this.#place) this.#known.delete(this.#place);
  }
}

/** Who waits for a flight. */
class Waiter<Answer> implements Deadline {
  readonly until: number;
  readonly #flight: SharedFlight<Answer>;
  readonly #terms: Terms;
  readonly #ending: Ending<Answer>;
  readonly #signal: Departure | undefined;
  readonly #onAbort: () => void;
  readonly #place: Place<Deadline>;

  constructor(
    flight: SharedFlight<Answer>,
    terms: Terms,
    { deadline = Number.POSITIVE_INFINITY, signal }: Patience,
    ending: Ending<Answer>,
  ) {
    this.until = Math.min(deadline, flight.latest);
    this.#flight = flight;
    this.#terms = terms;
    this.#ending = ending;
    this.#signal = signal;
    // By way of a variable: a function that is written where it is assigned to a property, V8 makes in its old space, and
    // there it holds what it closes over, the answer among it, until the next full collection.
    const onAbort = () => flight.leave(this, cancelled(terms.label));
    this.#onAbort = onAbort;
    signal?.addEventListener('abort', onAbort);
    this.#place = terms.deadlines.add(this);
  }

  onTime(): void {
    const { label, timeoutMs } = this.#terms;
    this.#flight.leave(this, late(label, this.until < this.#flight.latest ? undefined : timeoutMs));
  }

  /** Has it wait no longer. @returns who is to be told why */
  rest(): Ending<Answer> {
    this.#terms.deadlines.delete(this.#place);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    return this.#ending;
  }
}

function cancelled(label: string): Fault {
  return new Fault('REQUEST_CANCELLED', `The client left before ${label} had answered.`);
}

/** @param timeoutMs undefined: it is the client's own request whose time is up */
function late(label: string, timeoutMs: number | undefined): Fault {
  const time = timeoutMs === undefined ? 'in the time of this request' : `within ${timeoutMs} ms`;
  return new Fault('UPSTREAM_TIMEOUT', `${label} did not answer ${time}.`, { isOutage: true });
}
