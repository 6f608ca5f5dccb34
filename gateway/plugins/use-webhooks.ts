import type { Plugin } from 'graphql-yoga';
import { failure } from '../http/tiles.ts';
import { WEBHOOKS_PATH, type Webhooks } from '../webhooks/index.ts';

/** Receives what upstreams tell of changes at `POST /webhooks/<upstream>`: see `Webhooks`. */
export function useWebhooks(webhooks: Pick<Webhooks, 'answer'>): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      if (!url.pathname.startsWith(WEBHOOKS_PATH)) return;
      const answer = await webhooks.answer(url.pathname, request).catch(failure);
      if (!answer) return;
      const { body, ...init } = answer;
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
