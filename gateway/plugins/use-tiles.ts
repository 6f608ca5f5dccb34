import type { Plugin } from 'graphql-yoga';
import type { Tiles } from '../../subgraphs/analytics/tiles/index.ts';
import { answerTile, failure, TILES_PATH } from '../http/tiles.ts';
import type { Identify } from '../identity/index.ts';

/**
 * Serves vector tiles beside the graph. They are the same for everybody, but a credential that is not good is refused
 * here as everywhere. Without tiles there are none: the path is not found.
 */
export function useTiles(tiles: Tiles | undefined, identify: Identify): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (!tiles || !url.pathname.startsWith(TILES_PATH)) return;
      const { body, ...init } = await identify(request.headers).then(() => answerTile(tiles, request), failure);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
