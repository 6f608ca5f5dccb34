import { TOKENS } from '../upstreams/tokens.ts';
import type { Contestant } from './contestant.ts';
import { environmentOf, peer } from './peer.ts';

/** A graph by hand, over the same dialects as the BFF. */
export const yoga: Contestant = {
  ...peer,
  name: 'yoga',
  label: 'Yoga + hand-written resolvers + DataLoader',
  start: ({ port, urls, peers }) => ({
    command: [process.execPath, 'yoga.js'],
    cwd: peers,
    env: { ...environmentOf(urls), PORT: String(port), CMS_TOKEN: TOKENS.directus, CRM_KEY: TOKENS.twenty },
  }),
};
