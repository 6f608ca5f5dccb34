import type { Plugin } from 'graphql-yoga';
import { type Answer, answerTile, failure, TILES_PATH } from '../../subgraphs/analytics/tiles/answer.ts';
import type { Tiles } from '../../subgraphs/analytics/tiles/index.ts';
import { addressOf, callerOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import { type Rates, rateLimitHeaders } from '../limits/rates.ts';
import type { Connection } from './use-rate-limits.ts';

export interface TilesPluginOptions {
  /** Undefined: there are none, and the path is not found. */
  readonly tiles: Tiles | undefined;
  readonly identify: Identify;
  readonly rates: Rates;
  /** See `addressOf`. */
  readonly clientAddressHeader: string | undefined;
}

/**
 * Serves vector tiles beside the graph. They are the same for everybody, but a credential that is not good is refused
 * here as everywhere, and each counts as a request of who asks.
 */
export function useTiles({
  tiles,
  identify,
  rates,
  clientAddressHeader,
}: TilesPluginOptions): Plugin<object, Connection> {
  async function answer(made: Tiles, request: Request, { req }: Connection): Promise<Answer> {
    const identity = await identify(request.headers);
    const address = addressOf(request.headers, clientAddressHeader, req?.socket?.remoteAddress);
    const { allowance, refusal } = await rates.request(identity, callerOf(identity, address));
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
