import type { Plugin } from 'graphql-yoga';
import type { Generations } from '../graph/generations.ts';
import { answerReadiness } from '../http/readiness.ts';
import { type Answer, failure } from '../http/tiles.ts';
import type { AddressOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import type { Connection } from './use-identity.ts';

export interface ReadinessPluginOptions {
  readonly generations: Pick<Generations, 'state'>;
  readonly identify: Identify;
  readonly addressOf: AddressOf;
  readonly isDraining: () => boolean;
}

/**
 * Answers `GET /readyz`: see `answerReadiness`. Credentials are checked as everywhere; a probe without one counts as nobody's
 * request, as a refused probe would take the gateway out of service.
 */
export function useReadiness({
  generations,
  identify,
  addressOf,
  isDraining,
}: ReadinessPluginOptions): Plugin<object, Connection> {
  async function answer({ headers }: Request, { req }: Connection): Promise<Answer> {
    const { kind } = await identify(headers, addressOf(headers, req?.socket?.remoteAddress));
    return answerReadiness({ state: generations.state, isDraining: isDraining(), inDetail: kind === 'staff' });
  }

  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      if (url.pathname !== '/readyz') return;
      const { body, ...init } = await answer(request, serverContext).catch(failure);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
