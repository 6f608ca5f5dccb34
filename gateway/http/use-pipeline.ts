import type { Plugin } from 'graphql-yoga';
import { BODY_BYTES } from '../limits/bounds.ts';
import { Exchange, type Parameters } from '../pipeline/index.ts';
import { bodyReaderFor, bodyTooLarge, methodNotAllowed, parametersOfUrl } from './decode.ts';
import type { Encoded } from './encode.ts';
import { LASTING, type Lasting } from './lasting.ts';
import { readText } from './read-text.ts';
import type { RequestConnection } from './routes/route.ts';

/** The server context that Yoga receives with an operation. */
type OperationConnection = RequestConnection & Lasting;

/** Answers Yoga's operations by the pipeline: operations of pages of other origins, and of tests. */
export function usePipeline(answer: (exchange: Exchange) => Promise<Encoded>): Plugin<object, OperationConnection> {
  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      if (!PATH.test(url.pathname)) return;
      const { body, ...init } = await answer(new RequestExchange(request, serverContext ?? {}));
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}

const PATH = /^\/graphql\/?$/;

/** An operation, decoded from a request of the Fetch standard. */
class RequestExchange extends Exchange {
  readonly protocol = 'http';
  readonly method: string;
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  readonly #request: Request;
  readonly #connection: OperationConnection;

  constructor(request: Request, connection: OperationConnection) {
    super();
    this.method = request.method;
    this.headers = request.headers;
    this.remoteAddress = connection.req?.socket?.remoteAddress;
    this.#request = request;
    this.#connection = connection;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  async read(): Promise<Parameters> {
    if (this.method === 'GET') return parametersOfUrl(this.#request.url);
    if (this.method !== 'POST' && this.method !== 'QUERY') throw methodNotAllowed();
    const readBody = bodyReaderFor(this.headers.get('content-type'));
    const text = await readText(this.#request, BODY_BYTES);
    if (text === undefined) throw bodyTooLarge();
    return readBody(text);
  }

  lasts(): void {
    this.#connection.res?.emit(LASTING);
  }

  breakOff(): void {
    this.#connection.res?.destroy();
  }
}
