import { type PoolEntry, UnorderedPool } from '../common/unordered-pool.ts';
import type { ClientAbort } from '../contract/upstream.ts';
import type { AttemptBounds } from './attempts.ts';
import { Cancellation } from './cancellation.ts';
import { createDeadlines, type Deadlines, type WaitDeadline } from './deadlines.ts';
import { TransportError } from './transport-error.ts';

/** The bounds of a caller's wait for a response. */
export interface WaitOptions {
  /** Deadline of the client's own request, by `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Aborts when the client closes its connection. */
  readonly signal?: ClientAbort | undefined;
}

/** Identifies equal requests of one caller: callers with different credentials never share a response. */
export interface RequestKey {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly text: string;
}

/** A caller's wait for the response of a request. */
export interface Wait<Response> {
  /** Rejects with UPSTREAM_TIMEOUT or REQUEST_CANCELLED if the caller stops waiting. */
  readonly response: Promise<Response>;
  /** Whether the caller shares a request already in flight. */
  readonly isShared: boolean;
}

/** Coalesces equal requests: each is sent once, and all its callers share the response. */
export interface InFlightRequests<Response> {
  /** Number of callers that shared a request already in flight. */
  readonly shared: number;
  /**
   * Waits for an equal request in flight, or for a new one. The request is cancelled only when its last caller leaves.
   * @param key undefined: the request is not shared
   * @param send sends a new request
   */
  wait(
    key: RequestKey | undefined,
    options: WaitOptions,
    send: (bounds: AttemptBounds) => Promise<Response>,
  ): Wait<Response>;
  /** Stops further callers from joining the present requests: after a write, their responses may be stale. */
  forget(): void;
}

interface UpstreamLimits {
  readonly label: string;
  readonly timeoutMs: number;
  readonly deadlines: Deadlines;
}

/**
 * @param label the upstream's name in messages
 * @param timeoutMs maximum total time of a request, in milliseconds
 */
export function createInFlightRequests<Response>(label: string, timeoutMs: number): InFlightRequests<Response> {
  const limits = { label, timeoutMs, deadlines: createDeadlines() };
  const inFlight = new UnorderedPool<InFlightRequest<Response>>();
  let shared = 0;

  return {
    get shared() {
      return shared;
    },
    wait(key, options, send) {
      if (options.signal?.aborted) return { response: Promise.reject(cancelled(label)), isShared: false };
      // A scan suffices: their number is close to the number of connections.
      const equal = key && inFlight.find((request) => request.key !== undefined && isEqual(request.key, key));
      if (equal) {
        shared += 1;
        return { response: equal.join(options), isShared: true };
      }
      const request = new InFlightRequest(limits, key, inFlight);
      const response = request.join(options);
      send(request).then(
        (sent) => request.succeed(sent),
        (error) => request.fail(error),
      );
      return { response, isShared: false };
    },
    forget: () => inFlight.clear(),
  };
}

function isEqual(one: RequestKey, other: RequestKey): boolean {
  return one.text === other.text && one.path === other.path && one.authorization === other.authorization;
}

class InFlightRequest<Response> implements AttemptBounds {
  readonly key: RequestKey | undefined;
  readonly cancellation = new Cancellation();
  /** Time of its timeout, by `performance.now()`: later callers do not extend it. */
  readonly latest: number;
  until = 0;
  readonly #limits: UpstreamLimits;
  readonly #waiters: Waiter<Response>[] = [];
  readonly #pool: UnorderedPool<InFlightRequest<Response>>;
  /** Undefined for a request that is not shared. */
  readonly #entry: PoolEntry<InFlightRequest<Response>> | undefined;

  constructor(limits: UpstreamLimits, key: RequestKey | undefined, pool: UnorderedPool<InFlightRequest<Response>>) {
    this.#limits = limits;
    this.#pool = pool;
    this.key = key;
    this.latest = performance.now() + limits.timeoutMs;
    if (key) this.#entry = pool.add(this);
  }

  join(options: WaitOptions): Promise<Response> {
    const waiter = new Waiter(this, this.#limits, options);
    this.until = Math.max(this.until, waiter.until);
    this.#waiters.push(waiter);
    return waiter.response.promise;
  }

  leave(waiter: Waiter<Response>, reason: TransportError): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    waiter.release().reject(reason);
    if (this.#waiters.length > 0) return;
    this.#end();
    this.cancellation.cancel(reason);
  }

  succeed(response: Response): void {
    this.#end();
    for (const waiter of this.#waiters) waiter.release().resolve(response);
  }

  fail(error: unknown): void {
    this.#end();
    for (const waiter of this.#waiters) waiter.release().reject(error);
  }

  #end(): void {
    if (this.#entry) this.#pool.delete(this.#entry);
  }
}

/** A caller that waits for a request in flight. */
class Waiter<Response> implements WaitDeadline {
  readonly until: number;
  readonly response = Promise.withResolvers<Response>();
  readonly #request: InFlightRequest<Response>;
  readonly #limits: UpstreamLimits;
  readonly #signal: ClientAbort | undefined;
  readonly #onAbort: () => void;
  readonly #entry: PoolEntry<WaitDeadline>;

  constructor(
    request: InFlightRequest<Response>,
    limits: UpstreamLimits,
    { deadline = Number.POSITIVE_INFINITY, signal }: WaitOptions,
  ) {
    this.until = Math.min(deadline, request.latest);
    this.#request = request;
    this.#limits = limits;
    this.#signal = signal;
    // A variable is needed: V8 allocates a function that is assigned directly to a property in its old space. There, it
    // holds its closure, including the response, until the next full collection.
    const onAbort = () => request.leave(this, cancelled(limits.label));
    this.#onAbort = onAbort;
    signal?.addEventListener('abort', onAbort);
    this.#entry = limits.deadlines.add(this);
  }

  onTimeout(): void {
    const { label, timeoutMs } = this.#limits;
    this.#request.leave(this, timedOut(label, this.until < this.#request.latest ? undefined : timeoutMs));
  }

  /** Ends the wait. */
  release(): PromiseWithResolvers<Response> {
    this.#limits.deadlines.delete(this.#entry);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    return this.response;
  }
}

function cancelled(label: string): TransportError {
  return new TransportError('REQUEST_CANCELLED', `The client left before ${label} had answered.`);
}

/** @param timeoutMs undefined: the deadline of the client's own request has passed */
function timedOut(label: string, timeoutMs: number | undefined): TransportError {
  const time = timeoutMs === undefined ? 'in the time of this request' : `within ${timeoutMs} ms`;
  return new TransportError('UPSTREAM_TIMEOUT', `${label} did not answer ${time}.`, { isOutage: true });
}
