import { Readable } from 'node:stream';
import type { Plugin } from 'graphql-yoga';
import { BODY_BYTES } from '../limits/bounds.ts';
import { Exchange, type ExchangeRequest } from '../pipeline/index.ts';
import { bodyReaderFor, bodyTooLarge, methodNotAllowed, parametersOfUrl } from './decode.ts';
import { type Encoded, isParts } from './encode.ts';
import { LASTING } from './node-exchange.ts';
import { readText } from './read-text.ts';
import type { RequestConnection } from './routes/route.ts';

/** Answers Yoga's operations by the pipeline: operations of pages of other origins, and of tests. */
export function usePipeline(answer: (exchange: Exchange) => Promise<Encoded>): Plugin<object, RequestConnection> {
  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      // Yoga itself would execute operations at each other path that ends in /graphql.
      if (!PATH.test(url.pathname)) return endResponse(new fetchAPI.Response(null, { status: 404 }));
      const { body, ...init } = await answer(new Exchange(decodeFetch(request, serverContext ?? {})));
      const sent = isParts(body) ? (Readable.toWeb(Readable.from(body)) as ReadableStream) : body;
      endResponse(new fetchAPI.Response(sent, init));
    },
  };
}

const PATH = /^\/graphql\/?$/;

/** Decodes an operation from a request of the Fetch standard. */
function decodeFetch(request: Request, { req, res }: RequestConnection): ExchangeRequest {
  const { method, headers, signal, url } = request;
  return {
    protocol: 'http',
    method,
    headers,
    remoteAddress: req?.socket?.remoteAddress,
    signal,
    async read() {
      if (method === 'GET') return parametersOfUrl(url);
      if (method !== 'POST' && method !== 'QUERY') throw methodNotAllowed();
      const readBody = bodyReaderFor(headers);
      const text = await readText(request, BODY_BYTES);
      if (text === undefined) throw bodyTooLarge();
      return readBody(text);
    },
    lasts: () => void res?.emit(LASTING),
    breakOff: () => void res?.destroy(),
  };
}
