import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { responseTo } from '../common/plain-response.ts';
import { answerFile, FILES_PATH } from './files/answer.ts';
import type { DataFiles } from './files/index.ts';
import { answerTile, TILES_PATH, type Tiles } from './tiles/index.ts';
import type { AnalyticsUpstream } from './upstream.ts';

/** The subgraph as a server: a `fetch` for tests, a request listener for Node. */
export type AnalyticsServer = YogaServerInstance<object, object>;

export interface AnalyticsServerOptions {
  /** Also serves vector tiles, at /tiles, as the gateway does. */
  readonly tiles?: Tiles | undefined;
  /** Also serves files, at /data, which gateways forward. */
  readonly files?: DataFiles | undefined;
  /** Further plugins, such as GraphiQL for browsers. */
  readonly plugins?: readonly Plugin[];
  readonly logging?: boolean;
}

/**
 * Serves only the analytics: at /graphql, tiles at /tiles, files at /data, health at /healthz. It also serves lookups,
 * and does not authenticate: the gateway does that. Only gateways and developers may have network access to it.
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

/** Executes operations as the upstream does for the gateway. */
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
