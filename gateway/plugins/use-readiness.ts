import type { Plugin } from 'graphql-yoga';
import type { Generations } from '../graph/generations.ts';
import { answerReadiness } from '../http/readiness.ts';
import { failure } from '../http/tiles.ts';
import type { Identify } from '../identity/index.ts';

/** Answers `GET /readyz`: see `answerReadiness`. */
export function useReadiness(
  generations: Pick<Generations, 'state'>,
  identify: Identify,
  isDraining: () => boolean,
): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (url.pathname !== '/readyz') return;
      const { body, ...init } = await Promise.resolve(identify(request.headers)).then(
        ({ kind }) =>
          answerReadiness({ state: generations.state, isDraining: isDraining(), inDetail: kind === 'staff' }),
        failure,
      );
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
