import { type Dispatcher, errors, type Pool } from 'undici';
import type { Ending } from './ending.ts';
import { Fault, unreachable } from './fault.ts';
import { retryAfterOf } from './retry-after.ts';
import type { Stop, Stoppable } from './stop.ts';

/** A request as it goes on the wire. */
export interface Sent {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as it came off the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly bytes: number;
  /** How often it was asked for again. */
  readonly retries: number;
}

export interface ExchangeOptions {
  /** What a person calls the upstream, in messages. */
  readonly label: string;
  readonly maxAnswerBytes: number;
  /** How often the request was sent before. */
  readonly retries: number;
}

/** Told when undici is done with a request, which may be later than when nobody waits for it any longer. */
export type OnDone = () => void;

/**
 * Sends one request and reads its whole answer. By undici's `dispatch`, which takes half the time of its `request`: an answer
 * is read as one text, so that no stream is needed.
 * @param ending told of the answer, or of the Fault that stands for all that gives none, the reason to stop included; not by
 *   way of a promise: most requests succeed, and then it would be one more between the answer and who waits for it
 */
export function exchange(
  pool: Pool,
  sent: Sent,
  stop: Stop,
  options: ExchangeOptions,
  ending: Ending<RawAnswer>,
  onDone: OnDone,
): void {
  pool.dispatch(sent, new Exchange(stop, options, ending, onDone));
}

class Exchange implements Dispatcher.DispatchHandler, Stoppable {
  readonly #options: ExchangeOptions;
  readonly #stop: Stop;
  readonly #onDone: OnDone;
  /** Undefined once it was told. */
  #ending: Ending<RawAnswer> | undefined;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: RawAnswer['headers'] = {};
  #bytes = 0;

  constructor(stop: Stop, options: ExchangeOptions, ending: Ending<RawAnswer>, onDone: OnDone) {
    this.#options = options;
    this.#stop = stop;
    this.#ending = ending;
    this.#onDone = onDone;
    stop.stoppable = this;
  }

  /** Who waits hears of it at once, also while the request waits for a connection: undici can't take it back then. */
  onStop(reason: Error): void {
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#stop.reason) controller.abort(this.#stop.reason);
    else this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: RawAnswer['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes <= this.#options.maxAnswerBytes) this.#chunks.push(chunk);
    else controller.abort(tooLong(this.#options));
  }

  onResponseEnd(): void {
    this.#end();
    const fault = faultOfStatus(this.#status, this.#headers, this.#options);
    if (fault) this.#fail(fault);
    else this.#answer();
  }

  onResponseError(_: unknown, error: Error): void {
    this.#end();
    this.#fail(faultOfError(error, this.#status > 0, this.#options));
  }

  #answer(): void {
    const [first, second] = this.#chunks;
    const text = (first && !second ? first : Buffer.concat(this.#chunks)).toString();
    const { retries } = this.#options;
    this.#taken()?.answered({ status: this.#status, headers: this.#headers, text, bytes: this.#bytes, retries });
  }

  #fail(reason: Error): void {
    this.#taken()?.failed(reason);
  }

  #taken(): Ending<RawAnswer> | undefined {
    const ending = this.#ending;
    this.#ending = undefined;
    return ending;
  }

  #end(): void {
    this.#stop.stoppable = undefined;
    this.#onDone();
  }
}

function tooLong({ label, maxAnswerBytes }: ExchangeOptions): Fault {
  return new Fault('UPSTREAM_FAILED', `${label} answered with more than ${maxAnswerBytes} bytes.`);
}

/** The answers of servers, and of proxies before them, that are not about what was asked. */
function faultOfStatus(status: number, headers: RawAnswer['headers'], { label }: ExchangeOptions): Fault | undefined {
  const retryAfterMs = retryAfterOf(headers['retry-after']);
  switch (status) {
    case 429:
      return new Fault('UPSTREAM_RATE_LIMITED', `${label} holds back: too many requests. Try again later.`, {
        // Who says that it is asked too often, but not for how long, is not asked more often still.
        retry: retryAfterMs === undefined ? 'never' : 'later',
        retryAfterMs,
      });
    case 502:
      return unreachable(label, new Error('HTTP 502'));
    case 503:
      return new Fault('UPSTREAM_OVERLOADED', `${label} cannot answer for the moment. Try again later.`, {
        isOutage: true,
        retry: 'later',
        retryAfterMs,
      });
    case 504:
      return new Fault('UPSTREAM_TIMEOUT', `${label} did not answer in time.`, { isOutage: true });
    default:
      return undefined;
  }
}

/** @param hasBegun whether a part of the answer had come */
function faultOfError(error: Error, hasBegun: boolean, { label }: ExchangeOptions): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof errors.InvalidArgumentError) {
    return new Fault('UPSTREAM_FAILED', `${label} cannot be sent this request.`, { cause: error });
  }
  if (error instanceof errors.HTTPParserError) {
    const message = `${label} answered with something that is not HTTP.`;
    return new Fault('UPSTREAM_FAILED', message, { cause: error });
  }
  // A server may close a kept connection in the moment in which it is used again: that says nothing of its health.
  return unreachable(label, error, !hasBegun && isReset(error) ? 'at once' : 'later');
}

const RESETS = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function isReset(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && RESETS.has(error.code);
}
