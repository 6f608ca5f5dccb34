import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { ClientAbort } from '../../subgraphs/contract/upstream.ts';
import { requestError } from '../errors.ts';
import { BODY_BYTES } from '../limits/bounds.ts';
import type { ExchangeRequest } from '../pipeline/index.ts';
import { ClientAbortSignal } from './client-abort.ts';
import { bodyReaderFor, bodyTooLarge, parametersOfUrl } from './decode.ts';

/** Event of a Node response that stays open for long: it no longer counts as a request in flight. */
export const LASTING = Symbol('lasting');

/** Decodes an operation by GET, POST or QUERY (RFC 10008) directly from Node's request. */
export function decodeNode(request: IncomingMessage, response: ServerResponse): ExchangeRequest {
  const { method = '', socket } = request;
  const headers = new NodeHeaders(request.headers);
  return {
    protocol: 'http',
    method,
    headers,
    remoteAddress: socket.remoteAddress,
    signal: abortOf(response),
    read() {
      if (method === 'GET') return parametersOfUrl(request.url ?? '');
      const readBody = bodyReaderFor(headers);
      return bodyOf(request).then(readBody);
    },
    lasts: () => void response.emit(LASTING),
    breakOff: () => void response.destroy(),
  };
}

function abortOf(response: ServerResponse): ClientAbort {
  const signal = new ClientAbortSignal();
  response.on('close', () => {
    if (!response.writableEnded) signal.leave();
  });
  return signal;
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
