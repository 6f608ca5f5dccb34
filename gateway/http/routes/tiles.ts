import { answerTile, TILES_PATH } from '../../../subgraphs/analytics/tiles/answer.ts';
import type { Tiles } from '../../../subgraphs/analytics/tiles/index.ts';
import { responseTo } from '../../../subgraphs/plain-response.ts';
import type { Admit } from '../../limits/admit.ts';
import { rateLimitHeaders } from '../../limits/rates.ts';
import type { Route } from './route.ts';

/**
 * Makes the route of vector tiles. They are the same for all callers, but a credential that is not good is refused here as
 * everywhere, and each tile counts as a request of its sender.
 */
export function tilesRoute(tiles: Tiles, admit: Admit): Route {
  return {
    path: TILES_PATH,
    async answer({ request, remoteAddress }) {
      const { allowance, refusal, caller } = await admit(request.headers, remoteAddress);
      const response = refusal ? responseTo(refusal) : await answerTile(tiles, request, caller);
      return { ...response, headers: { ...response.headers, ...rateLimitHeaders([allowance]) } };
    },
  };
}
