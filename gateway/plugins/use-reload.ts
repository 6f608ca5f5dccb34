import type { Plugin } from 'graphql-yoga';
import type { Reload } from '../graph/generations.ts';
import { csrfRefusal } from '../http/csrf.ts';
import { answerReload, reloadRefusal } from '../http/reload.ts';
import { type Answer, failure } from '../http/tiles.ts';
import type { Admit } from '../limits/admit.ts';
import type { Connection } from './use-identity.ts';

const PATH = '/admin/reload';

/** Lets staff have the schemas read again by `POST /admin/reload`. It counts as a request of who asks. */
export function useReload(reload: () => Promise<Reload>, admit: Admit): Plugin<object, Connection> {
  async function answer(request: Request, { req }: Connection): Promise<Answer> {
    const forged = csrfRefusal(request);
    if (forged) throw forged;
    const { identity, refusal = reloadRefusal(identity) } = await admit(request.headers, req?.socket?.remoteAddress);
    if (refusal) throw refusal;
    return answerReload(await reload());
  }

  return {
    async onRequest({ request, url, serverContext, fetchAPI, endResponse }) {
      if (url.pathname !== PATH || request.method !== 'POST') return;
      const { body, ...init } = await answer(request, serverContext).catch(failure);
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
