import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { PlainResponse } from '../../../subgraphs/common/plain-response.ts';
import type { Deployment } from '../../config/deployment.ts';
import { htmlResponse } from './html.ts';
import type { Route } from './route.ts';
import { SIGN_IN_PATH } from './sign-in.ts';

/** Settings of a GraphiQL page. */
export interface GraphiqlPage {
  /** Without characters that HTML escapes. */
  readonly title: string;
  readonly tabs: readonly { readonly query: string; readonly variables: string }[];
  /** Whether the server is the gateway, which identifies callers and explains answers. */
  readonly isGateway: boolean;
  /** Whether users of Directus can sign in by password. */
  readonly hasSignIn: boolean;
}

/** Reads a deployment's examples, one per tab. @throws Error where a file is missing */
export function examplesOf({ folder, examples }: Pick<Deployment, 'folder' | 'examples'>): GraphiqlPage['tabs'] {
  return examples.map(({ document, variables }) => ({
    query: readFileSync(new URL(document, folder), 'utf8'),
    variables: variables ? JSON.stringify(variables, null, 2) : '',
  }));
}

/** Returns the gateway's page. Without examples it has one of the analytics, which every deployment has. */
export function gatewayPage(examples: GraphiqlPage['tabs'], hasSignIn: boolean): GraphiqlPage {
  const tabs = examples.length > 0 ? examples : ANALYTICS_PAGE.tabs;
  return { title: 'Chronos Graph', tabs, isGateway: true, hasSignIn };
}

const SERIES = `{
  series(code: "BLS:CES0000000001") {
    title
    units
    latest { time value }
    observations(from: "2015-01-01") { time value }
  }
}
`;

/** The page of the analytics subgraph, where it is served without the gateway. */
export const ANALYTICS_PAGE: GraphiqlPage = {
  title: 'Chronos analytics',
  tabs: [{ query: SERIES, variables: '' }],
  isGateway: false,
  hasSignIn: false,
};

/** Makes the routes of GraphiQL: its page for browsers at /graphql, and its files. */
export function graphiqlRoutes(page: GraphiqlPage): Route[] {
  const files = findGraphiqlFiles();
  const html = graphiqlHtml(page, files.path);
  return [
    {
      path: '/graphql',
      method: 'GET',
      answer: ({ request, url }) => (wantsGraphiql(request, url) ? htmlResponse(html) : undefined),
    },
    {
      path: files.path,
      method: 'GET',
      answer: ({ request, url }) => files.answer(url.pathname, request.headers.get('accept-encoding')),
    },
  ];
}

/**
 * Renders the page. Its scripts and styles are the gateway's own files.
 * @param assets the path of these files: `/graphiql/4f1c…/`
 */
function graphiqlHtml({ title, tabs, isGateway, hasSignIn }: GraphiqlPage, assets: string): string {
  const settings = { title, endpoint: '/graphql', assets, isGateway, signIn: hasSignIn ? SIGN_IN_PATH : null, tabs };
  // No text in the settings can end their block.
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}graphiql.css">
<script id="settings" type="application/json">${json}</script>
<script type="module" src="${assets}graphiql.js"></script>
</head>
<body>
<main id="root"></main>
<noscript>GraphiQL needs JavaScript. The graph answers without: POST to /graphql.</noscript>
</body>
</html>
`;
}

/** Returns whether a request is for the page, which opens with the URL's `query`, and not for an answer. */
function wantsGraphiql({ headers }: Request, url: URL): boolean {
  return (
    /\btext\/html\b/.test(headers.get('accept') ?? '') &&
    !['documentId', 'extensions'].some((name) => url.searchParams.has(name))
  );
}

/** GraphiQL's files, written by `npm run build:graphiql`, each compressed with brotli. */
const DIST = new URL('../../graphiql/dist/', import.meta.url);
const SUFFIX = '.br';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ttf: 'font/ttf',
};

/** A URL always has the same bytes: each version has its own path. */
const CACHE = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };

const decompressed = promisify(brotliDecompress);

/** Finds GraphiQL's files. Each is read when it is requested: together they have two megabytes. */
function findGraphiqlFiles() {
  const files = readdirSync(DIST)
    .filter((file) => file.endsWith(SUFFIX))
    .sort();
  const version = createHash('sha256');
  for (const file of files) version.update(readFileSync(new URL(file, DIST)));
  const path = `/graphiql/${version.digest('hex').slice(0, 16)}/`;
  return {
    /** `/graphiql/4f1c…/` */
    path,
    /** @returns undefined where the file does not exist */
    async answer(pathname: string, acceptEncoding: string | null): Promise<PlainResponse | undefined> {
      const name = pathname.slice(path.length);
      if (!pathname.startsWith(path) || !files.includes(name + SUFFIX)) return undefined;
      const brotli = new Uint8Array(await readFile(new URL(name + SUFFIX, DIST)));
      const headers = { ...CACHE, 'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain' };
      // Browsers accept brotli only over TLS and from localhost; for others the file is decompressed here.
      if (!/\bbr\b/.test(acceptEncoding ?? '')) {
        return { status: 200, headers, body: new Uint8Array(await decompressed(brotli)) };
      }
      return { status: 200, headers: { ...headers, 'content-encoding': 'br' }, body: brotli };
    },
  };
}
