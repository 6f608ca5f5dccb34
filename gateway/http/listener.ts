import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Admit } from '../limits/admit.ts';
import { BODY_BYTES } from '../limits/bounds.ts';
import type { Connection } from '../plugins/use-identity.ts';
import { type Incoming, isCommon, type Outgoing } from '../ready/request.ts';
import { ClientAbortSignal } from './client-abort.ts';

type Answer = (incoming: Incoming) => Promise<Outgoing | undefined>;

/** What Yoga is given with a request that was not answered ahead of it. */
type Context = Pick<Connection, 'admission'>;

export interface ListenerOptions<Pipeline> {
  /** Yoga. */
  readonly pipeline: Pipeline;
  /** Answers what is ready ahead of the pipeline. */
  readonly answer: Answer;
  readonly admit: Admit;
}

/** Where operations are answered. */
const PATH = '/graphql';

/**
 * Admits each request by its headers, answers what is ready, and gives the pipeline everything else: with its admission, and
 * with the body that was read.
 */
export function createListener({
  pipeline,
  answer,
  admit,
}: ListenerOptions<
  (request: IncomingMessage, response: ServerResponse, context: Context) => unknown
>): RequestListener {
  return (request, response) => {
    const headers = new NodeHeaders(request.headers);
    const { method = '' } = request;
    if (request.url !== PATH || !isCommon({ method, headers }) || !isShort(request.headers)) {
      return pipeline(request, response, {});
    }
    const admission = begun(admit(headers, request.socket.remoteAddress));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const incoming = new NodeIncoming({ admission, headers, response, body });
      answer(incoming).then(
        (outgoing) =>
          outgoing ? send(response, outgoing) : pipeline(withBody(request, body), response, { admission }),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
    });
  };
}

/** Who waits for it hears why it fails; a client that leaves before has nobody who waits. */
function begun<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** One whose length is not told, or is too much, is the pipeline's to refuse. */
function isShort({ 'content-length': length }: IncomingHttpHeaders): boolean {
  return length !== undefined && Number(length) > 0 && Number(length) <= BODY_BYTES;
}

interface Received extends Pick<Incoming, 'admission' | 'headers'> {
  readonly response: ServerResponse;
  readonly body: Buffer;
}

class NodeIncoming implements Incoming {
  readonly method = 'POST';
  readonly headers: Incoming['headers'];
  readonly admission: Incoming['admission'];
  readonly #body: Buffer;
  readonly #response: ServerResponse;
  #signal: ClientAbortSignal | undefined;

  constructor({ admission, headers, response, body }: Received) {
    this.headers = headers;
    this.admission = admission;
    this.#body = body;
    this.#response = response;
  }

  /** Decoded when it is read. */
  get body(): string {
    return this.#body.toString();
  }

  /** Made when it is first asked for. */
  get signal(): ClientAbortSignal {
    if (this.#signal) return this.#signal;
    const signal = new ClientAbortSignal();
    this.#signal = signal;
    this.#response.once('close', () => {
      if (!this.#response.writableEnded) signal.leave();
    });
    return signal;
  }
}

/** Node's headers as the Fetch standard reads them. */
class NodeHeaders {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  }

  has(name: string): boolean {
    return this.#headers[name] !== undefined;
  }
}

/** As middleware leaves it that has read the body: what comes after takes it from here. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  return Object.assign(request, { body: Readable.from([body]) });
}

function send(response: ServerResponse, { status, headers, body }: Outgoing): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** The same over the Fetch standard, without a port. */
export function createFetch({
  pipeline,
  answer,
  admit,
}: ListenerOptions<(request: Request, context: Context) => Response | Promise<Response>>) {
  return async (input: string | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (new URL(request.url).pathname !== PATH || !isCommon(request)) return pipeline(request, {});
    const { method, headers, signal } = request;
    const admission = begun(admit(headers, undefined));
    const body = await request.clone().text();
    const outgoing = body.length <= BODY_BYTES && (await answer({ method, headers, admission, body, signal }));
    return outgoing ? new Response(outgoing.body, outgoing) : pipeline(request, { admission });
  };
}
