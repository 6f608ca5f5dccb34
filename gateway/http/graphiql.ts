import { readFileSync } from 'node:fs';
import examples from '../../client/views/examples.json' with { type: 'json' };
import { jsonBlock } from './html.ts';
import { SIGN_IN_PATH } from './sign-in.ts';

/** The views, in the order of their tabs. */
const VIEWS = ['Home', 'ArticlePage', 'RegionDashboard', 'Choropleth', 'CompanyProfile'] as const;

export interface GraphiqlPageOptions {
  /** Where its files are: `/graphiql/4f1c…/`. */
  readonly assets: string;
  /** Whether people of Directus can sign in by their passwords. */
  readonly hasSignIn: boolean;
}

/** GraphiQL with every view in a tab of its own, ready to run. Its scripts and styles are files of the gateway's own. */
export function graphiqlPage({ assets, hasSignIn }: GraphiqlPageOptions): string {
  const settings = {
    endpoint: '/graphql',
    assets,
    signIn: hasSignIn ? SIGN_IN_PATH : null,
    tabs: VIEWS.map((view) => ({
      query: readFileSync(new URL(`../../client/views/${view}.graphql`, import.meta.url), 'utf8'),
      variables: JSON.stringify(examples[view], null, 2),
    })),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chronos Graph</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}graphiql.css">
<script id="settings" type="application/json">${jsonBlock(settings)}</script>
<script type="module" src="${assets}graphiql.js"></script>
</head>
<body>
<main id="root"></main>
<noscript>GraphiQL needs JavaScript. The graph answers without: POST to /graphql.</noscript>
</body>
</html>
`;
}

/** Whether a request wants to see the page, rather than an answer. */
export function wantsGraphiql({ method, headers }: Pick<Request, 'method' | 'headers'>, url: URL): boolean {
  return (
    method === 'GET' &&
    url.pathname === '/graphql' &&
    /\btext\/html\b/.test(headers.get('accept') ?? '') &&
    !['query', 'documentId', 'extensions'].some((name) => url.searchParams.has(name))
  );
}
