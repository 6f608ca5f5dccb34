import type { Plugin } from 'graphql-yoga';
import { type Answer, answerTile, failure, TILES_PATH } from '../../subgraphs/analytics/tiles/answer.ts';
import type { Tiles } from '../../subgraphs/analytics/tiles/index.ts';
import type { Admit } from '../limits/admit.ts';
import { rateLimitHeaders } from '../limits/rates.ts';
import type { Connection } from './use-identity.ts';

/**
 * Serves vector tiles beside the graph. They are the same for everybody, but a credential that is not good is refused
 * here as everywhere, and each counts as a request of who asks.
 * @param tiles undefined: there are none, and the path is not found
 */
export function useTiles(tiles: Tiles | undefined, admit: Admit): Plugin<object, Connection> {
  async function answer(made: Tiles, request: Request, { req }: Connection): Promise<Answer> {
    const { allowance, refusal } = await admit(request.headers, req?.socket?.remoteAddress);
    const answered = refusal ? failure(refusal) : await answerTile(made, request);
    return { ...answered, headers: { ...answered.headers, ...rateLimitHeaders([allowance]) } };
  }

  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      if (!tiles || !url.pathname.startsWith(TILES_PATH)) return;
      const { body, ...init } = await answer(tiles, request, serverContext).catch(failure);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
