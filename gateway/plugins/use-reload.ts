import type { Plugin } from 'graphql-yoga';
import type { Reload } from '../graph/generations.ts';
import { csrfRefusal } from '../http/csrf.ts';
import { answerReload, reloadRefusal } from '../http/reload.ts';
import { type Answer, failure } from '../http/tiles.ts';
import type { Identify } from '../identity/index.ts';

const PATH = '/admin/reload';

/** Lets staff have the schemas read anew by `POST /admin/reload`. */
export function useReload(reload: () => Promise<Reload>, identify: Identify): Plugin {
  async function answer(request: Request): Promise<Answer> {
    const forged = csrfRefusal(request);
    if (forged) throw forged;
    const refusal = reloadRefusal(await identify(request.headers));
    if (refusal) throw refusal;
    return answerReload(await reload());
  }

  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (url.pathname !== PATH || request.method !== 'POST') return;
      const { body, ...init } = await answer(request).catch(failure);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
