import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';
import { BODY_BYTES } from '../limits/bounds.ts';
import { Exchange, type Parameters } from '../pipeline/index.ts';
import { ClientAbortSignal } from './client-abort.ts';
import { bodyReaderFor, bodyTooLarge, parametersOfUrl } from './decode.ts';
import { LASTING } from './lasting.ts';

/** An operation by GET, POST or QUERY (RFC 10008), decoded directly from Node's request. */
export class NodeExchange extends Exchange {
  readonly protocol = 'http';
  readonly method: string;
  readonly headers: NodeHeaders;
  readonly remoteAddress: string | undefined;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #signal: ClientAbortSignal | undefined = undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    super();
    this.method = request.method ?? '';
    this.headers = new NodeHeaders(request.headers);
    this.remoteAddress = request.socket.remoteAddress;
    this.#request = request;
    this.#response = response;
  }

  /** Created on first read. */
  get signal(): ClientAbortSignal {
    if (this.#signal) return this.#signal;
    const signal = new ClientAbortSignal();
    this.#signal = signal;
    this.#response.on('close', () => {
      if (!this.#response.writableEnded) signal.leave();
    });
    if (this.#response.destroyed) signal.leave();
    return signal;
  }

  read(): Parameters | Promise<Parameters> {
    if (this.method === 'GET') return parametersOfUrl(this.#request.url ?? '');
    const readBody = bodyReaderFor(this.headers.get('content-type'));
    return bodyOf(this.#request).then(readBody);
  }

  lasts(): void {
    this.#response.emit(LASTING);
  }

  breakOff(): void {
    this.#response.destroy();
  }
}

/** @throws GraphQLError HTTP 413 for more than `BODY_BYTES`; HTTP 499 where the client leaves before the end */
function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES) return reject(bodyTooLarge());
    if (request.destroyed) return reject(clientLeft());
    const chunks: Buffer[] = [];
    let bytes = 0;
    function take(chunk: Buffer): void {
      bytes += chunk.byteLength;
      if (bytes <= BODY_BYTES) return void chunks.push(chunk);
      request.off('data', take).resume();
      reject(bodyTooLarge());
    }
    request.on('data', take);
    request.on('end', () => resolve((chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString()));
    request.on('close', () => {
      if (!request.complete) reject(clientLeft());
    });
  });
}

/** Returns the error that ends the exchange; no client reads it. */
function clientLeft(): GraphQLError {
  return requestError(499, 'CLIENT_LEFT', 'The client left.');
}

/** Node's headers with the interface of the Fetch standard. */
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
