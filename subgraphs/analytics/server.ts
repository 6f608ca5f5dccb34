import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { ExecutionArgs } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Upstream } from '../upstream.ts';

/** The subgraph as a server: a `fetch` for tests, a request listener for Node. */
export type AnalyticsServer = YogaServerInstance<object, object>;

export interface AnalyticsServerOptions {
  readonly logging?: boolean;
}

/**
 * Serves the analytics alone, at /graphql with GraphiQL for browsers, and its health at /healthz. Lookups are served
 * too, and nobody is asked who he is: that is the gateway's part, so only gateways and those who explore may reach it.
 */
export function createAnalyticsServer(
  upstream: Upstream,
  { logging = true }: AnalyticsServerOptions = {},
): AnalyticsServer {
  return createYoga({
    schema: upstream.schema,
    plugins: [useUpstream(upstream)],
    healthCheckEndpoint: '/healthz',
    landingPage: false,
    graphiql: { title: 'Chronos analytics', defaultQuery: EXAMPLE },
    renderGraphiQL,
    logging,
  });
}

/** Executes what the upstream would execute for the gateway. */
function useUpstream(upstream: Upstream): Plugin {
  return {
    onExecute({ args, setExecuteFn }) {
      const { request } = args.contextValue;
      setExecuteFn(({ document, variableValues, operationName }: ExecutionArgs) =>
        upstream.execute({
          document,
          variables: variableValues ?? undefined,
          operationName: operationName ?? undefined,
          context: { caller: { audience: 'internal' }, signal: request.signal },
        }),
      );
    },
  };
}

const EXAMPLE = `{
  series(code: "BLS:CES0000000001") {
    title
    units
    latest { time value }
    observations(from: "2015-01-01") { time value }
  }
}
`;
