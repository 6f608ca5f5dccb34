import type { EventEmitter } from 'node:events';
import type { Plugin } from 'graphql-yoga';
import { type PlainResponse, responseTo } from '../../../subgraphs/common/plain-response.ts';

/** A request that is not an operation. */
export interface RouteRequest {
  readonly request: Request;
  readonly url: URL;
  /** The network address of the peer; undefined where it is unknown, as in tests. */
  readonly remoteAddress: string | undefined;
}

/** A response whose body may be a stream, which is sent as it is read. */
export interface RouteResponse extends Omit<PlainResponse, 'body'> {
  readonly body: PlainResponse['body'] | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A path, and the handler of its requests. */
export interface Route {
  /** A path that ends in a slash matches all paths below it, except "/". */
  readonly path: string;
  /** undefined for all methods. A route of GET answers HEAD, too: the server sends no body. */
  readonly method?: 'GET' | 'POST';
  /**
   * @returns undefined where the route does not answer this request: the next route is tried
   * @throws GraphQLError which is answered with the status of its `extensions.http`
   */
  answer(request: RouteRequest): RouteResponse | undefined | Promise<RouteResponse | undefined>;
}

/** Returns the routes that match a request, in their order. */
export function routesFor(routes: readonly Route[], method: string, path: string): readonly Route[] {
  const answering = method === 'HEAD' ? 'GET' : method;
  return routes.filter((route) => (route.method ?? answering) === answering && isAt(route.path, path));
}

function isAt(route: string, path: string): boolean {
  return route === path || (route.length > 1 && route.endsWith('/') && path.startsWith(route));
}

/** The server context that Yoga receives with a request. The `fetch` of a test leaves it empty. */
export interface RequestConnection {
  /** The part of Node's request that routes use. */
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
  /** The target of a stream: Node's response. */
  readonly res?: (Pick<EventEmitter, 'emit'> & { destroy(): unknown }) | undefined;
}

/** Answers requests by a table of routes. Yoga answers a request that no route answers. */
export function useRoutes(routes: readonly Route[]): Plugin<object, RequestConnection> {
  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      const sent = { request, url, remoteAddress: serverContext?.req?.socket?.remoteAddress };
      for (const route of routesFor(routes, request.method, url.pathname)) {
        const response = await (async () => route.answer(sent))().catch(responseTo);
        if (!response) continue;
        const { body, ...init } = response;
        return endResponse(new fetchAPI.Response(body, init));
      }
    },
  };
}
