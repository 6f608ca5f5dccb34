import type { Plugin } from 'graphql-yoga';
import { responseTo } from '../../../subgraphs/plain-response.ts';
import { type Route, type RouteRequest, routesFor } from './route.ts';

/** What Yoga is given with a request. The `fetch` of a test gives none of it. */
export interface Connection {
  /** Node's own request, as far as it is needed here. */
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/** Answers requests by a table of routes. A request that no route answers goes on to Yoga. */
export function useRoutes(routes: readonly Route[]): Plugin<object, Connection> {
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
