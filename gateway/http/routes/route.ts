import type { Plugin } from 'graphql-yoga';
import { type PlainResponse, responseTo } from '../../../subgraphs/plain-response.ts';

/** A request for something else than an operation. */
export interface RouteRequest {
  readonly request: Request;
  readonly url: URL;
  /** The network address of the peer; undefined where it is not known, as in tests. */
  readonly remoteAddress: string | undefined;
}

/** A response whose body may be a stream, which is sent as it is read. */
export interface RouteResponse extends Omit<PlainResponse, 'body'> {
  readonly body: PlainResponse['body'] | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A path, and what answers requests for it. */
export interface Route {
  /** One that ends in a slash stands for all paths below it, except "/". */
  readonly path: string;
  /** Undefined: all methods. */
  readonly method?: 'GET' | 'POST';
  /**
   * @returns undefined where the route has no answer to this request: it is as if there were no such route
   * @throws GraphQLError what is answered with the status of its `extensions.http`
   */
  answer(request: RouteRequest): RouteResponse | undefined | Promise<RouteResponse | undefined>;
}

/** Finds the routes that can answer a request, in their order. */
export function routesFor(routes: readonly Route[], method: string, path: string): readonly Route[] {
  return routes.filter((route) => (route.method ?? method) === method && isAt(route.path, path));
}

function isAt(route: string, path: string): boolean {
  return route === path || (route.length > 1 && route.endsWith('/') && path.startsWith(route));
}

/** What Yoga is given with a request. The `fetch` of a test gives none of it. */
export interface RequestConnection {
  /** Node's own request, as far as it is needed here. */
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/** Answers requests by a table of routes. A request that no route answers goes on to Yoga. */
export function useRoutes(routes: readonly Route[]): Plugin<object, RequestConnection> {
  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      const asked = { request, url, remoteAddress: serverContext?.req?.socket?.remoteAddress };
      for (const route of routesFor(routes, request.method, url.pathname)) {
        const response = await answered(route, asked);
        if (!response) continue;
        const { body, ...init } = response;
        return endResponse(new fetchAPI.Response(body, init));
      }
    },
  };
}

async function answered(route: Route, asked: RouteRequest) {
  try {
    return await route.answer(asked);
  } catch (error) {
    return responseTo(error);
  }
}
