import { Pool } from 'undici';
import type { OnCall, UpstreamHealth } from '../contract/upstream.ts';
import { type AttemptBounds, type Attempts, createAttempts, RETRY_POLICY, type RetryPolicy } from './attempts.ts';
import { dispatch, type HttpRequest, type RawResponse } from './dispatch.ts';
import { createInFlightRequests, type InFlightRequests, type RequestKey, type WaitOptions } from './in-flight.ts';
import { type CallFacts, causeOf, codeOf, type OnEnd } from './observed.ts';
import { callerError, NO_DIAGNOSIS, TransportError, unreachable } from './transport-error.ts';

export type Method = Exclude<HttpRequest['method'], 'GET'>;

/** `authorization` identifies the caller. No other header may change a response: only it is part of a request's key. */
export type Headers = Readonly<Record<string, string>>;

/** A response to one caller, which may modify it. */
export interface TransportAnswer extends Pick<RawResponse, 'status' | 'headers'> {
  readonly body: unknown;
  /** Size of the body on the wire. */
  readonly bytes?: number;
  /** Number of retries of the request. */
  readonly retries?: number;
}

/** Settings of an upstream; the defaults suit most. */
export interface TransportTuning extends RetryPolicy {
  /** Maximum number of requests in flight, each on its own connection (64). */
  readonly connections: number;
  /** Maximum number of requests that wait for a connection (1,024); more are refused with UPSTREAM_OVERLOADED. */
  readonly maxWaiting: number;
  /** Maximum size of a response, in bytes (64 MiB). */
  readonly maxAnswerBytes: number;
  /** Maximum size of all responses that are being received, in bytes (256 MiB): past it UPSTREAM_OVERLOADED. */
  readonly maxBufferedBytes: number;
}

/** A server, and the settings for requests to it. */
export interface ServerOptions {
  /** Origin and base path: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** Maximum total time of one request, in milliseconds (10,000), including the wait for a connection and retries. */
  readonly timeoutMs?: number | undefined;
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** Receives every sent request. */
  readonly onCall?: OnCall | undefined;
}

export interface TransportOptions extends Omit<ServerOptions, 'onCall'> {
  /** The upstream's name in the graph: `extensions.upstream` of its errors. */
  readonly name: string;
  /** Its name in messages. */
  readonly label: string;
}

const TUNING: TransportTuning = {
  connections: 64,
  maxWaiting: 1024,
  maxAnswerBytes: 64 * 1024 * 1024,
  maxBufferedBytes: 256 * 1024 * 1024,
  ...RETRY_POLICY,
};

/** Timeout of connecting, in milliseconds: a slower server does not accept the connection at all. */
const CONNECT_TIMEOUT_MS = 3000;

/** HTTP to one upstream: persistent connections, deadlines, retries of reads, a circuit breaker, precise errors. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #tuning: TransportTuning;
  readonly #base: string;
  readonly #pool: Pool;
  readonly #attempts: Attempts;
  readonly #inFlight: InFlightRequests<RawResponse>;
  readonly #buffered = { bytes: 0 };
  #sending = 0;
  #sent = 0;
  #refused = 0;

  /** Opens no connection before the first request. */
  constructor(options: TransportOptions) {
    const { label, url, timeoutMs = 10_000, tuning } = options;
    const { origin, pathname } = new URL(url);
    this.#options = options;
    this.#tuning = { ...TUNING, ...tuning };
    this.#base = pathname.replace(/\/+$/, '');
    this.#pool = new Pool(origin, {
      connections: this.#tuning.connections,
      // No request is sent on a busy connection: one slow query would block others behind it, and a broken connection
      // would fail them all. HTTP/2 is off for the same reasons: all requests would share one connection.
      pipelining: 1,
      allowH2: false,
      connect: { timeout: Math.min(timeoutMs, CONNECT_TIMEOUT_MS) },
      // Each request has a deadline for its total time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#attempts = createAttempts({
      ...this.#tuning,
      diagnose: (error) => (error instanceof TransportError ? error : NO_DIAGNOSIS),
      refusal(last, retryAfterMs) {
        const { code, message, cause } = last instanceof TransportError ? last : unreachable(label, last);
        return new TransportError(code, message, { retryAfterMs, cause });
      },
    });
    this.#inFlight = createInFlightRequests(label, timeoutMs);
  }

  /**
   * POSTs a query, and reads JSON, whatever the status. A failed query may be retried. Equal queries in flight are sent
   * once, and each caller gets its own copy of the response.
   * @param body JSON, as text
   * @param onEnd receives the end of the call, before the caller gets the result
   * @throws GraphQLError UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT, UPSTREAM_OVERLOADED, UPSTREAM_RATE_LIMITED (these with
   *   `retryAfterSeconds` if it is known), UPSTREAM_FAILED (the response is no JSON) or REQUEST_CANCELLED
   */
  read(path: string, body: string, headers: Headers = {}, wait?: WaitOptions, onEnd?: OnEnd): Promise<TransportAnswer> {
    const key = { path, authorization: headers.authorization, text: body };
    return this.#receive(this.#request('POST', path, headers, body), key, jsonOf, wait, onEnd);
  }

  /** GETs text in the same way. @throws GraphQLError as `read` does */
  readText(path: string, headers: Headers = {}, wait?: WaitOptions, onEnd?: OnEnd): Promise<TransportAnswer> {
    const key = { path: `GET ${path}`, authorization: headers.authorization, text: '' };
    return this.#receive(this.#request('GET', path, headers, null), key, ({ text }) => text, wait, onEnd);
  }

  /**
   * Sends a write, once, whatever its result. The body of the request or the response may be undefined.
   * @throws GraphQLError as `read` does
   */
  async write(
    method: Method,
    path: string,
    body: unknown,
    headers: Headers = {},
    wait?: WaitOptions,
    onEnd?: OnEnd,
  ): Promise<TransportAnswer> {
    const request = this.#request(method, path, headers, body === undefined ? null : JSON.stringify(body));
    try {
      return await this.#receive(request, undefined, jsonOf, wait, onEnd);
    } finally {
      this.#inFlight.forget();
    }
  }

  /** For metrics. */
  health(): UpstreamHealth {
    const { circuit, retries, refused } = this.#attempts.health;
    const active = Math.min(this.#sending, this.#tuning.connections);
    const waiting = this.#sending - active;
    const { shared } = this.#inFlight;
    return { circuit, active, waiting, sent: this.#sent, retries, shared, refused: this.#refused + refused };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #request(method: HttpRequest['method'], path: string, headers: Headers, body: string | null): HttpRequest {
    const all = { 'content-type': 'application/json', accept: 'application/json', ...headers };
    return { method, path: this.#base + path, headers: all, body };
  }

  /** @param key undefined: a write */
  async #receive(
    request: HttpRequest,
    key: RequestKey | undefined,
    bodyOf: (response: RawResponse, label: string) => unknown,
    wait: WaitOptions = {},
    onEnd: OnEnd | undefined,
  ): Promise<TransportAnswer> {
    const { name, label } = this.#options;
    const started = performance.now();
    let answer: TransportAnswer;
    const { response: pending, isShared } = this.#inFlight.wait(key, wait, (bounds) =>
      this.#attempts.run(bounds, key !== undefined, (retries) => this.#send(request, bounds, retries)),
    );
    try {
      const response = await pending;
      const { status, headers, bytes, retries } = response;
      answer = { status, headers, body: bodyOf(response, label), bytes, retries };
    } catch (error) {
      const own = callerError(name, error);
      onEnd?.({ ms: performance.now() - started, errorCode: codeOf(own), cause: causeOf(error) });
      throw own;
    }
    onEnd?.({ ms: performance.now() - started, ...factsOf(answer, isShared) });
    return answer;
  }

  #send(request: HttpRequest, { cancellation }: AttemptBounds, retries: number): Promise<RawResponse> {
    const { label } = this.#options;
    const { connections, maxWaiting } = this.#tuning;
    if (this.#sending >= connections + maxWaiting) {
      this.#refused += 1;
      const message = `Too many requests wait for ${label} already.`;
      return Promise.reject(new TransportError('UPSTREAM_OVERLOADED', message, { retryAfterMs: 1000 }));
    }
    this.#sending += 1;
    this.#sent += 1;
    const tuning = this.#tuning;
    const buffered = this.#buffered;
    return dispatch(this.#pool, request, cancellation, { label, tuning, buffered, retries, onDone: this.#onDone });
  }

  readonly #onDone = () => {
    this.#sending -= 1;
  };
}

/** The status of a response without a body. */
const NO_CONTENT = 204;

/** Reads a JSON body. @throws TransportError UPSTREAM_FAILED */
function jsonOf({ status, text }: RawResponse, label: string): unknown {
  if (status === NO_CONTENT) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${label} answered HTTP ${status} without JSON.`;
    throw new TransportError('UPSTREAM_FAILED', message, { cause });
  }
}

/** The status from which a response is an error (RFC 9110, section 15). */
const ERROR_STATUS = 400;

function factsOf({ status, bytes, retries }: TransportAnswer, isShared: boolean): CallFacts {
  const facts = isShared ? { bytes, retries, isShared } : { bytes, retries };
  return status < ERROR_STATUS ? facts : { ...facts, errorCode: `HTTP_${status}` };
}
