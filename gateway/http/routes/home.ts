import { readFileSync } from 'node:fs';
import type { Generations, GenerationsState, UpstreamState } from '../../graph/generations.ts';
import { htmlResponse } from './html.ts';
import type { Route } from './route.ts';

/** Each upstream's label and content. */
const UPSTREAMS: Readonly<Record<UpstreamState['name'], readonly [label: string, holds: string]>> = {
  directus: ['Directus', 'content'],
  twenty: ['Twenty', 'customers'],
  analytics: ['Analytics', 'series, regions and maps'],
};

/** Makes the route of the page at /. */
export function homeRoute(generations: Pick<Generations, 'state'>): Route {
  return { path: '/', method: 'GET', answer: () => htmlResponse(homePage(generations.state)) };
}

/** The page at /, without scripts. */
const PAGE = readFileSync(new URL('home.html', import.meta.url), 'utf8');

function homePage({ upstreams, composedAt }: Pick<GenerationsState, 'upstreams' | 'composedAt'>): string {
  const rows = upstreams.map(row).join('\n');
  return PAGE.replace('{{upstreams}}', () => rows).replace('{{composedAt}}', composedAt.toISOString());
}

function row({ name, schemaFrom, problem }: UpstreamState): string {
  const [label, holds] = UPSTREAMS[name];
  const [state, text] =
    problem !== undefined
      ? ['down', 'does not answer: its fields are null, with errors']
      : schemaFrom === 'committed'
        ? ['old', 'answers; the gateway uses the committed schema']
        : ['up', 'answers'];
  return `<li class="${state}"><strong>${label}</strong> <span>${holds}</span> <em>${text}</em></li>`;
}
