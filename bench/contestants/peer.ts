import type { Urls } from '../upstreams/messages.ts';
import { type Contestant, graphqlRequest, rootList } from './contestant.ts';

/** What all peers are asked. Their upstreams are in these names already: they have no dialect to translate. */
const QUERY = `query View($limit: Int!, $offset: Int!) {
  articles(limit: $limit, offset: $offset) {
    title
    slug
    publishedAt
    company { name domain }
    series { code title units latest { time value } }
    region { code name }
  }
}`;

/** What peers have in common. */
export const peer = {
  isPeer: true,
  request: (page) => graphqlRequest(QUERY, { ...page }),
  items: (answer) => rootList(answer, 'articles'),
} satisfies Partial<Contestant>;

/** Where the upstreams are, as the peers' programs read it. */
export function environmentOf({ cms, crm, analytics }: Urls) {
  return { CMS_URL: cms, CRM_URL: crm, ANALYTICS_URL: analytics };
}
