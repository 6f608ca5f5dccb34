import type { ExecutionArgs } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { responseTo } from '../common/plain-response.ts';
import { answerFile, FILES_PATH, type FileResponse } from './files/answer.ts';
import type { DataFiles } from './files/index.ts';
import type { AnalyticsUpstream } from './index.ts';
import { answerTile, TILES_PATH, type Tiles } from './tiles/index.ts';

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
    plugins: [
      ...plugins,
      useUpstream(upstream),
      useAnswers(TILES_PATH, tiles && ((request) => answerTile(tiles, request))),
      useAnswers(FILES_PATH, files && ((request) => answerFile(files, upstream.schema, request).catch(responseTo))),
    ],
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

/** Answers requests of paths with a prefix; undefined: there are none. */
function useAnswers(prefix: string, answer?: (request: Request) => Promise<FileResponse>): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (!answer || !url.pathname.startsWith(prefix)) return;
      const { body, ...init } = await answer(request);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
