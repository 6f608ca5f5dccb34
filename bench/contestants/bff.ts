import { TOKENS } from '../upstreams/tokens.ts';
import type { Contestant } from './contestant.ts';
import { environmentOf } from './peer.ts';

/** What a person would write for this one view and nothing else. */
export const bff: Contestant = {
  name: 'bff',
  label: 'hand-written BFF on undici, for this one view',
  isPeer: false,
  start: ({ port, urls }) => ({
    command: [process.execPath, 'bench/servers/bff.ts'],
    env: { ...environmentOf(urls), PORT: String(port), CMS_TOKEN: TOKENS.directus, CRM_KEY: TOKENS.twenty },
  }),
  request: (page) => ({
    path: '/view',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(page),
  }),
  items: (answer) => (answer as { articles: readonly unknown[] }).articles,
};
