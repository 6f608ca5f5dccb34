import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Exchange } from '../pipeline/index.ts';
import { compressedOf, encodingFor } from './compression.ts';
import type { Encoded } from './encode.ts';
import { NodeExchange } from './node-exchange.ts';

export interface ListenerOptions {
  /** Answers all that is not an operation, and operations that pages of other origins send: it knows CORS. */
  readonly yoga: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** Answers an operation. */
  readonly answer: (exchange: Exchange) => Promise<Encoded>;
}

/** Answers operations straight from Node's requests, where no more is to be decided than what the pipeline decides. */
export function createListener({ yoga, answer }: ListenerOptions): RequestListener {
  return (request, response) => {
    if (!isPlainOperation(request)) return yoga(request, response);
    const exchange = new NodeExchange(request, response);
    answer(exchange)
      .then((encoded) => send(response, encoded, exchange.headers.get('accept-encoding')))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
}

/** Browsers send their origin with whatever needs CORS; to see GraphiQL they accept HTML. */
function isPlainOperation({ url = '', method, headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return false;
  if (method === 'POST') return url === '/graphql';
  return method === 'GET' && url.startsWith('/graphql?') && !headers.accept?.includes('text/html');
}

async function send(response: ServerResponse, encoded: Encoded, acceptEncoding: string | null): Promise<void> {
  const { status, headers, body } = encoded;
  if (body === null || body instanceof ReadableStream) {
    response.writeHead(status, headers);
    if (body) pipeline(Readable.fromWeb(body as NodeStream), response, () => {});
    else response.end();
    return;
  }
  const encoding = headers['content-type']?.startsWith('application/') && encodingFor(acceptEncoding, body.length);
  // A text is sent as a text: bytes that are made for each answer lie outside of V8's heap, and cost a quarter more to collect.
  const sent = encoding ? await compressedOf(body, encoding) : body;
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(sent),
    ...(encoding && { 'content-encoding': encoding }),
  });
  response.end(sent);
}
