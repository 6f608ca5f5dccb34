import type { Plugin } from 'graphql-yoga';
import type { Generations } from '../graph/generations.ts';
import { homePage } from '../http/home.ts';
import { answerHtml } from '../http/html.ts';

/** Shows the page at /. */
export function useHome(generations: Pick<Generations, 'state'>): Plugin {
  return {
    onRequest({ request, url, fetchAPI, endResponse }) {
      if (request.method !== 'GET' || url.pathname !== '/') return;
      const { body, ...init } = answerHtml(homePage(generations.state));
      endResponse(new fetchAPI.Response(body, init));
    },
  };
}
