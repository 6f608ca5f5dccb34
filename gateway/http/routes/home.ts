import type { Generations, GenerationsState, UpstreamState } from '../../graph/generations.ts';
import { escapeHtml, htmlResponse } from './html.ts';
import type { Route } from './route.ts';

/** What people call each upstream, and what it holds. */
const UPSTREAMS: Readonly<Record<UpstreamState['name'], readonly [label: string, holds: string]>> = {
  directus: ['Directus', 'content'],
  twenty: ['Twenty', 'customers'],
  analytics: ['Analytics', 'series, regions and maps'],
};

/** Makes the route of the page at /. */
export function homeRoute(generations: Pick<Generations, 'state'>): Route {
  return { path: '/', method: 'GET', answer: () => htmlResponse(homePage(generations.state)) };
}

/** What a person sees who opens the gateway itself: what it is, how it is, and where to go on. No script is in it. */
function homePage({ upstreams, composedAt }: Pick<GenerationsState, 'upstreams' | 'composedAt'>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Chronos Graph</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Chronos Graph</h1>
<p>One typed GraphQL graph over Directus, Twenty and an analytics database: a single query per view.</p>
<p><a class="go" href="/graphql">Open GraphiQL</a></p>
<h2>Upstreams</h2>
<ul class="upstreams">
${upstreams.map(row).join('\n')}
</ul>
<h2>For programs</h2>
<dl>
<dt><code>POST /graphql</code></dt><dd>operations, as <code>application/json</code></dd>
<dt><code>GET /tiles/{level}/{z}/{x}/{y}.mvt</code></dt><dd>vector tiles of regions</dd>
<dt><a href="/healthz"><code>GET /healthz</code></a></dt><dd>whether the process lives</dd>
<dt><a href="/readyz"><code>GET /readyz</code></a></dt><dd>whether it serves, and what of</dd>
</dl>
<p class="quiet">The graph was composed ${escapeHtml(composedAt.toISOString())}.</p>
</main>
</body>
</html>
`;
}

function row({ name, schemaFrom, problem }: UpstreamState): string {
  const [label, holds] = UPSTREAMS[name];
  const [state, text] =
    problem !== undefined
      ? ['down', 'is away: its fields answer with errors']
      : schemaFrom === 'committed'
        ? ['old', 'answers; the committed schema stands in for its own']
        : ['up', 'answers'];
  return `<li class="${state}"><strong>${label}</strong> <span>${holds}</span> <em>${text}</em></li>`;
}

const STYLE = `
:root { font: 1rem/1.6 system-ui, sans-serif; color: light-dark(#1c2733, #e6edf3); background: light-dark(#fff, #10161d); }
body { margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 4rem 1.5rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.1rem; }
a { color: light-dark(#0b5cad, #79b8ff); }
.go { display: inline-block; padding: 0.6rem 1.2rem; border-radius: 0.4rem; color: #fff; background: #0b5cad; text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid light-dark(#f2a33a, #ffc46b); outline-offset: 2px; }
.upstreams { margin: 0; padding: 0; list-style: none; }
.upstreams li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.6rem; padding: 0.6rem 0; border-top: 1px solid light-dark(#d8dee4, #30363d); }
.upstreams li::before { content: "●"; color: #1a7f37; }
.upstreams li.old::before { color: #9a6700; }
.upstreams li.down::before { content: "▲"; color: #cf222e; }
.upstreams span, .quiet { color: light-dark(#57606a, #9198a1); }
.upstreams em { margin-left: auto; font-style: normal; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1.2rem; margin: 0; }
dd { margin: 0; color: light-dark(#57606a, #9198a1); }
@media (width < 36rem) { dl { grid-template-columns: 1fr; } .upstreams em { margin-left: 0; flex-basis: 100%; } }
`;
