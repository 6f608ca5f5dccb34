import type { Plugin } from 'graphql-yoga';
import { type GraphiqlPage, graphiqlHtml, wantsGraphiql } from '../http/graphiql.ts';
import { readGraphiqlFiles } from '../http/graphiql-files.ts';
import { answerHtml } from '../http/html.ts';

/** Shows GraphiQL to browsers at /graphql, and serves its files. */
export function useGraphiql(page: GraphiqlPage): Plugin {
  const files = readGraphiqlFiles();
  const html = graphiqlHtml(page, files.path);
  return {
    onRequest({ request, url, fetchAPI, endResponse }) {
      if (request.method !== 'GET') return;
      const answer = wantsGraphiql(request, url)
        ? answerHtml(html)
        : files.answer(url.pathname, request.headers.get('accept-encoding'));
      if (answer) endResponse(new fetchAPI.Response(answer.body, answer));
    },
  };
}
