import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Exchange } from '../pipeline/index.ts';
import { compressedOf, encodingFor } from './compression.ts';
import { type Encoded, isParts } from './encode.ts';
import { decodeNode } from './node-exchange.ts';
import { withValidHost } from './node-server.ts';

export interface ListenerOptions {
  /** Answers all other requests, and operations that need CORS. */
  readonly yoga: RequestListener;
  /** Answers an operation. */
  readonly answer: (exchange: Exchange) => Promise<Encoded>;
}

/** Passes plain operations from Node's requests directly to the pipeline, and all other requests to Yoga. */
export function createListener({ yoga, answer }: ListenerOptions): RequestListener {
  const answerOther = withValidHost(yoga);
  return (request, response) => {
    if (!isPlainOperation(request)) return answerOther(request, response);
    answer(new Exchange(decodeNode(request, response)))
      .then((encoded) => send(response, encoded, request.headers['accept-encoding'] ?? null))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
}

/** Returns whether CORS and GraphiQL do not apply: browsers send `Origin` for CORS, and accept HTML for GraphiQL. */
function isPlainOperation({ url = '', method, headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return false;
  if (method === 'POST' || method === 'QUERY') return url === '/graphql';
  return method === 'GET' && url.startsWith('/graphql?') && !headers.accept?.includes('text/html');
}

async function send(response: ServerResponse, encoded: Encoded, acceptEncoding: string | null): Promise<void> {
  const { status, headers, body } = encoded;
  if (body === null || body instanceof ReadableStream || isParts(body)) {
    response.writeHead(status, headers);
    if (body === null) response.end();
    else if (isParts(body)) await sendParts(response, body);
    else pipeline(Readable.fromWeb(body as NodeStream), response, () => {});
    return;
  }
  const encoding = headers['content-type']?.startsWith('application/') && encodingFor(acceptEncoding, body.length);
  // A string is sent as a string: a Buffer per answer lies outside V8's heap, and costs a quarter more to collect.
  const sent = encoding ? await compressedOf(body, encoding) : body;
  const bytes = Buffer.byteLength(sent);
  response.writeHead(status, {
    ...headers,
    'content-length': bytes,
    ...(encoding && { 'content-encoding': encoding }),
  });
  // ASCII is the same bytes in Latin-1, which Node writes without a copy.
  response.end(sent, bytes === sent.length ? 'latin1' : 'utf8');
}

/** Writes each part when it is there, without a stream, which takes 0.1 ms to begin. Waits for a client that reads slowly. */
async function sendParts(response: ServerResponse, parts: AsyncGenerator<string | Buffer>): Promise<void> {
  for await (const part of parts) {
    if (response.destroyed) return;
    if (!response.write(part)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
  }
  response.end();
}
