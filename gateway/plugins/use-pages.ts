import type { Plugin } from 'graphql-yoga';
import type { Generations } from '../graph/generations.ts';
import { graphiqlPage, wantsGraphiql } from '../http/graphiql.ts';
import { readGraphiqlFiles } from '../http/graphiql-files.ts';
import { homePage } from '../http/home.ts';

/** Serves what people look at: GraphiQL at /graphql, with its files, and the page at /. */
export function usePages(generations: Pick<Generations, 'state'>, hasSignIn: boolean): Plugin {
  const files = readGraphiqlFiles();
  const page = graphiqlPage({ assets: files.path, hasSignIn });
  return {
    onRequest({ request, url, fetchAPI, endResponse }) {
      if (request.method !== 'GET') return;
      const html = wantsGraphiql(request, url) ? page : url.pathname === '/' ? homePage(generations.state) : undefined;
      if (html !== undefined) {
        const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
        endResponse(new fetchAPI.Response(html, { headers }));
        return;
      }
      const file = files.answer(url.pathname, request.headers.get('accept-encoding'));
      if (file) endResponse(new fetchAPI.Response(file.body, file));
    },
  };
}
