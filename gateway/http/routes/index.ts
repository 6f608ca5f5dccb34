import type { DataFiles } from '../../../subgraphs/analytics/files/index.ts';
import { answerTile, TILES_PATH, type Tiles } from '../../../subgraphs/analytics/tiles/index.ts';
import { responseTo } from '../../../subgraphs/common/plain-response.ts';
import type { Generations, Reload } from '../../graph/generations.ts';
import type { Admit } from '../../limits/admit.ts';
import { type Rates, rateLimitHeaders } from '../../limits/rates.ts';
import type { AnswerMcp } from '../../mcp/index.ts';
import { WEBHOOKS_PATH, type Webhooks } from '../../webhooks/index.ts';
import { FIGURES, publicHeaders } from '../cache-headers.ts';
import { type DataRouteOptions, dataRoute } from '../data/route.ts';
import { type GraphiqlPage, graphiqlRoutes } from './graphiql.ts';
import { homeRoute } from './home.ts';
import { mcpRoute } from './mcp.ts';
import { type ReadinessRouteOptions, readinessRoute } from './readiness.ts';
import { reloadRoute } from './reload.ts';
import type { Route } from './route.ts';
import { signInRoute } from './sign-in.ts';

export interface RoutesOptions extends ReadinessRouteOptions, Omit<DataRouteOptions, 'files' | 'rates'> {
  readonly rates: Rates;
  readonly generations: Pick<Generations, 'state' | 'current'>;
  /** The action of `POST /admin/reload`. */
  readonly reload: () => Promise<Reload>;
  readonly webhooks: Pick<Webhooks, 'answer'>;
  /** undefined where the deployment has no tiles. */
  readonly tiles: Tiles | undefined;
  /** undefined where the deployment has no files. */
  readonly files: DataFiles | undefined;
  readonly graphiql: GraphiqlPage;
  /** Directus's URL, for the sign-in of GraphiQL; undefined where users cannot sign in by password. */
  readonly signInAt: string | undefined;
  readonly mcp: AnswerMcp;
  /** Returns whether pages of an origin may call tools. */
  readonly isAllowedOrigin: (origin: string) => boolean;
}

/** Makes the routes of all requests but operations. Yoga answers `/healthz`. */
export function createRoutes(options: RoutesOptions): readonly Route[] {
  const { generations, reload, admit, rates, addressOf, webhooks, tiles, files, graphiql, signInAt } = options;
  return [
    readinessRoute(options),
    reloadRoute(reload, admit),
    { path: WEBHOOKS_PATH, answer: ({ request, url }) => webhooks.answer(url.pathname, request) },
    ...graphiqlRoutes(graphiql),
    homeRoute(generations),
    mcpRoute(options.mcp, admit, options.isAllowedOrigin),
    ...(signInAt === undefined ? [] : [signInRoute({ directusUrl: signInAt, rates, addressOf })]),
    ...(tiles ? [tilesRoute(tiles, admit)] : []),
    ...(files ? [dataRoute({ ...options, files })] : []),
  ];
}

/**
 * Makes the route of vector tiles. They are the same for all callers, but an invalid credential is refused here as
 * well, and each tile counts as a request of its sender.
 */
function tilesRoute(tiles: Tiles, admit: Admit): Route {
  return {
    path: TILES_PATH,
    async answer({ request, remoteAddress }) {
      const { allowance, caller, refusal } = await admit(request.headers, remoteAddress);
      const response = refusal ? responseTo(refusal) : await answerTile(tiles, request, caller);
      const cached = response.status < 400 && publicHeaders(FIGURES);
      return { ...response, headers: { ...response.headers, ...cached, ...rateLimitHeaders([allowance]) } };
    },
  };
}
