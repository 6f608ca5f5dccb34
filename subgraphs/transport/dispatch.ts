import { type Dispatcher, errors, type Pool } from 'undici';
import type { Cancellation } from './cancellation.ts';
import { TransportError, targetOf, unreachable } from './transport-error.ts';

/** One HTTP request for undici's `dispatch`. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An HTTP response, with its body as text. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly bytes: number;
  /** Number of earlier attempts of the request. */
  readonly retries: number;
}

export interface DispatchOptions {
  /** The upstream's name in messages. */
  readonly label: string;
  /** The bounds of a response, and of all that are being received, in bytes. */
  readonly tuning: { readonly maxAnswerBytes: number; readonly maxBufferedBytes: number };
  /** The size of all responses of this upstream that are being received. */
  readonly buffered: { bytes: number };
  /** Number of earlier attempts of the request. */
  readonly retries: number;
  /** Runs when undici has finished the request, which may be after its cancellation. */
  readonly onDone: () => void;
}

/**
 * Sends one request and reads its whole response, with undici's `dispatch`, which takes half the time of its `request`:
 * a body that is read as one text needs no stream.
 * @throws TransportError without a response, or for a status that concerns the server's health; the reason of the
 *   cancellation
 */
export function dispatch(
  pool: Pool,
  request: HttpRequest,
  cancellation: Cancellation,
  options: DispatchOptions,
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    pool.dispatch(request, new ResponseReader(cancellation, options, resolve, reject));
  });
}

class ResponseReader implements Dispatcher.DispatchHandler {
  readonly #options: DispatchOptions;
  readonly #cancellation: Cancellation;
  readonly #resolve: (response: RawResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: RawResponse['headers'] = {};
  #bytes = 0;

  constructor(
    cancellation: Cancellation,
    options: DispatchOptions,
    resolve: (response: RawResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.#options = options;
    this.#cancellation = cancellation;
    this.#resolve = resolve;
    this.#reject = reject;
    cancellation.listener = this;
  }

  /** Rejects at once, also while the request waits for a connection: undici cannot cancel it then. */
  onCancel(reason: Error): void {
    this.#reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#cancellation.reason) controller.abort(this.#cancellation.reason);
    else this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: RawResponse['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { tuning, buffered } = this.#options;
    this.#bytes += chunk.byteLength;
    buffered.bytes += chunk.byteLength;
    if (this.#bytes > tuning.maxAnswerBytes) controller.abort(tooLong(this.#options));
    else if (buffered.bytes > tuning.maxBufferedBytes) controller.abort(tooMuch(this.#options));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    const error = errorOfStatus(this.#status, this.#headers, this.#options);
    if (error) {
      this.#reject(error);
      return;
    }
    const [first, second] = this.#chunks;
    const text = (first && !second ? first : Buffer.concat(this.#chunks)).toString();
    const { retries } = this.#options;
    this.#resolve({ status: this.#status, headers: this.#headers, text, bytes: this.#bytes, retries });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#end();
    this.#reject(transportErrorOf(error, this.#status > 0, this.#options));
  }

  #end(): void {
    this.#cancellation.listener = undefined;
    this.#options.buffered.bytes -= this.#bytes;
    this.#options.onDone();
  }
}

function tooLong({ label, tuning }: DispatchOptions): TransportError {
  return new TransportError('UPSTREAM_FAILED', `${label} answered with more than ${tuning.maxAnswerBytes} bytes.`);
}

function tooMuch({ label, tuning }: DispatchOptions): TransportError {
  const message = `${label}'s answers at this moment have more than ${tuning.maxBufferedBytes} bytes. Try again later.`;
  return new TransportError('UPSTREAM_OVERLOADED', message, { retryAfterMs: 1000 });
}

/** Returns the error of a status that a server, or a proxy in front of it, sends for reasons other than the request. */
function errorOfStatus(
  status: number,
  headers: RawResponse['headers'],
  { label }: DispatchOptions,
): TransportError | undefined {
  const retryAfterMs = retryAfterOf(headers['retry-after']);
  switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return new TransportError(
        'UPSTREAM_FAILED',
        `${label} redirects the gateway: set its URL to its final address.`,
        {
          cause: new TransportError('UPSTREAM_FAILED', `HTTP ${status} to ${targetOf(headers.location)}`),
        },
      );
    case 429:
      return new TransportError('UPSTREAM_RATE_LIMITED', `${label} received too many requests. Try again later.`, {
        // Without a Retry-After, the time of a successful retry is unknown.
        retry: retryAfterMs === undefined ? 'never' : 'later',
        retryAfterMs,
      });
    case 502:
      return unreachable(label, new TransportError('UPSTREAM_UNREACHABLE', 'HTTP 502'));
    case 503:
      return new TransportError('UPSTREAM_OVERLOADED', `${label} cannot answer for the moment. Try again later.`, {
        isOutage: true,
        retry: 'later',
        retryAfterMs,
      });
    case 504:
      return new TransportError('UPSTREAM_TIMEOUT', `${label} did not answer in time.`, { isOutage: true });
    default:
      return undefined;
  }
}

/** @param hasBegun whether a part of the response has arrived */
function transportErrorOf(error: Error, hasBegun: boolean, { label }: DispatchOptions): TransportError {
  if (error instanceof TransportError) return error;
  if (error instanceof errors.InvalidArgumentError) {
    return new TransportError('UPSTREAM_FAILED', `${label} cannot be sent this request.`, { cause: error });
  }
  if (error instanceof errors.HTTPParserError) {
    const message = `${label} did not answer with HTTP.`;
    return new TransportError('UPSTREAM_FAILED', message, { cause: error });
  }
  // A server may close an idle connection at the moment of its next use: this does not concern the server's health.
  return unreachable(label, error, !hasBegun && isReset(error) ? 'at once' : 'later');
}

const RESETS: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function isReset(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && RESETS.has(error.code);
}

const SECONDS = /^\d{1,9}$/;

/**
 * Reads a Retry-After header: seconds or a date (RFC 9110, section 10.2.3).
 * @returns milliseconds; undefined if the header is absent or invalid
 */
function retryAfterOf(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
