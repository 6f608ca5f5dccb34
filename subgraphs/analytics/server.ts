import type { ExecutionArgs } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { answerTile, TILES_PATH, type Tiles } from './tiles/index.ts';
import type { AnalyticsUpstream } from './upstream.ts';

/** The subgraph as a server: a `fetch` for tests, a request listener for Node. */
export type AnalyticsServer = YogaServerInstance<object, object>;

export interface AnalyticsServerOptions {
  /** Serves vector tiles too, at /tiles, as the gateway does. */
  readonly tiles?: Tiles | undefined;
  /** What it does beside, such as showing GraphiQL to browsers. */
  readonly plugins?: readonly Plugin[];
  readonly logging?: boolean;
}

/**
 * Serves the analytics alone: at /graphql, tiles at /tiles, and its health at /healthz. Lookups are served too, and nobody is
 * asked who he is: that is the gateway's part, so only gateways and those who explore may reach it.
 */
export function createAnalyticsServer(
  upstream: AnalyticsUpstream,
  { tiles, plugins = [], logging = true }: AnalyticsServerOptions = {},
): AnalyticsServer {
  return createYoga({
    schema: upstream.schema,
    plugins: [...plugins, useUpstream(upstream), useTiles(tiles)],
    healthCheckEndpoint: '/healthz',
    landingPage: false,
    graphiql: false,
    logging,
  });
}

/** Executes what the upstream would execute for the gateway. */
function useUpstream(upstream: AnalyticsUpstream): Plugin {
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

function useTiles(tiles: Tiles | undefined): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (!tiles || !url.pathname.startsWith(TILES_PATH)) return;
      const { body, ...init } = await answerTile(tiles, request);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
