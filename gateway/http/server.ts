import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import type { GraphContext } from '../graph/context.ts';
import type { Graph } from '../graph/graph.ts';
import { plugins } from '../plugins/index.ts';
import { identityOf } from '../plugins/use-identity.ts';
import { graphiqlOptions } from './graphiql.ts';

/** The gateway as a server: a `fetch` for tests, a request listener for Node. */
export type GatewayServer = YogaServerInstance<Record<never, never>, GraphContext>;

export interface GatewayServerOptions {
  readonly graph: Graph;
  /** Who presents this is staff; undefined: nobody is. */
  readonly staffToken: string | undefined;
  readonly logging?: boolean;
}

/** Serves the graph at /graphql, GraphiQL there for browsers, and its health at /healthz. */
export function createGatewayServer({ graph, staffToken, logging = true }: GatewayServerOptions): GatewayServer {
  return createYoga<Record<never, never>, GraphContext>({
    schema: ({ request }) => graph[identityOf(request).audience],
    context: ({ request }) => ({
      upstream: { caller: { audience: identityOf(request).audience }, signal: request.signal },
    }),
    plugins: plugins({ staffToken }),
    healthCheckEndpoint: '/healthz',
    landingPage: false,
    graphiql: graphiqlOptions(),
    renderGraphiQL,
    logging,
  });
}
