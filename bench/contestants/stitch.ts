import type { Contestant } from './contestant.ts';
import { environmentOf, peer } from './peer.ts';

/** What a gateway is that is nothing but `@graphql-tools/stitch`, over plain upstreams. */
export const stitch: Contestant = {
  ...peer,
  name: 'stitch',
  label: 'stitch + batchDelegate on Yoga',
  start: ({ port, urls, peers }) => ({
    command: [process.execPath, 'stitch.js'],
    cwd: peers,
    env: { ...environmentOf(urls), PORT: String(port) },
  }),
};
