import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { responseTo } from '../plain-response.ts';
import { answerFile, FILES_PATH } from './files/answer.ts';
import type { DataFiles } from './files/index.ts';
import { answerTile, TILES_PATH, type Tiles } from './tiles/index.ts';
import type { AnalyticsUpstream } from './upstream.ts';

/** The subgraph as a server: a `fetch` for tests, a request listener for Node. */
export type AnalyticsServer = YogaServerInstance<object, object>;

export interface AnalyticsServerOptions {
  /** Serves vector tiles too, at /tiles, as the gateway does. */
  readonly tiles?: Tiles | undefined;
  /** Serves files too, at /data, for gateways to pass on. */
  readonly files?: DataFiles | undefined;
  /** What it does besides, such as showing GraphiQL to browsers. */
  readonly plugins?: readonly Plugin[];
  readonly logging?: boolean;
}

/**
 * Serves the analytics alone: at /graphql, tiles at /tiles, files at /data, and its health at /healthz. Lookups are served too, and nobody is
 * asked who he is: that is the gateway's part, so only gateways and those who explore may reach it.
 */
export function createAnalyticsServer(
  upstream: AnalyticsUpstream,
  { tiles, files, plugins = [], logging = true }: AnalyticsServerOptions = {},
): AnalyticsServer {
  return createYoga({
    schema: upstream.schema,
    plugins: [...plugins, useUpstream(upstream), useTiles(tiles), useFiles(files, upstream.schema)],
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

function useFiles(files: DataFiles | undefined, schema: GraphQLSchema): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (!files || !url.pathname.startsWith(FILES_PATH)) return;
      const { body, ...init } = await answerFile(files, schema, request).catch(responseTo);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
