import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { BODY_BYTES } from '../limits/bounds.ts';
import { type Incoming, isCommon, type Outgoing } from '../ready/request.ts';
import { ClientDeparture } from './client-departure.ts';

type Answer = (incoming: Incoming) => Promise<Outgoing | undefined>;

/** Where operations are answered. */
const PATH = '/graphql';

/**
 * Answers what is ready ahead of the pipeline, and gives it everything else: with the body that was read, where it was.
 * @param pipeline Yoga
 */
export function createListener(pipeline: RequestListener, answer: Answer): RequestListener {
  return (request, response) => {
    const headers = new NodeHeaders(request.headers);
    const { method = '' } = request;
    if (request.url !== PATH || !isCommon({ method, headers }) || !isShort(request.headers)) {
      return pipeline(request, response);
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const incoming = new NodeIncoming(request, response, headers, body.toString());
      answer(incoming).then(
        (outgoing) => (outgoing ? send(response, outgoing) : pipeline(withBody(request, body), response)),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
    });
  };
}

/** One whose length is not told, or is too much, is the pipeline's to refuse. */
function isShort({ 'content-length': length }: IncomingHttpHeaders): boolean {
  return length !== undefined && Number(length) > 0 && Number(length) <= BODY_BYTES;
}

class NodeIncoming implements Incoming {
  readonly method = 'POST';
  readonly headers: Incoming['headers'];
  readonly body: string;
  readonly address: string | undefined;
  readonly #response: ServerResponse;
  #signal: ClientDeparture | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, headers: Incoming['headers'], body: string) {
    this.headers = headers;
    this.body = body;
    this.address = request.socket.remoteAddress;
    this.#response = response;
  }

  /** Made when it is first asked for. */
  get signal(): ClientDeparture {
    if (this.#signal) return this.#signal;
    const signal = new ClientDeparture();
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
  return Object.assign(request, { body });
}

function send(response: ServerResponse, { status, headers, body }: Outgoing): void {
  response.writeHead(status, headers);
  response.end(body);
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** The same over the Fetch standard, without a port. */
export function createFetch(pipeline: Fetch, answer: Answer) {
  return async (input: string | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (new URL(request.url).pathname !== PATH || !isCommon(request)) return pipeline(request);
    const body = await request.clone().text();
    const { method, headers, signal } = request;
    const outgoing = body.length <= BODY_BYTES && (await answer({ method, headers, body, address: undefined, signal }));
    return outgoing ? new Response(outgoing.body, outgoing) : pipeline(request);
  };
}
