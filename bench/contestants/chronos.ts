import { NPM_START } from '../npm-start.ts';
import { TOKENS } from '../upstreams/tokens.ts';
import { type Contestant, graphqlRequest, rootList } from './contestant.ts';

/** Staff's, as all that the benchmark asks. */
export const STAFF = { authorization: `Bearer ${TOKENS.directus}` } as const;

const QUERY = `query View($limit: Int!, $offset: Int!) {
  cmsArticles(limit: $limit, offset: $offset, sort: [ID_ASC]) {
    title
    slug
    publishedAt
    companies { name domainName { primaryLinkUrl } }
    series { code title units latest { time value } }
    region { code name }
  }
}`;

interface Article {
  readonly title: string;
  readonly slug: string;
  readonly publishedAt: string;
  readonly companies: readonly [{ readonly name: string; readonly domainName: { readonly primaryLinkUrl: string } }];
  readonly series: readonly [unknown];
  readonly region: unknown;
}

/**
 * This project as it is deployed, by its settings: staff by a Directus token, metrics and the log, its limits in force but out
 * of reach.
 */
export const chronos: Contestant = contestantWith({});

/** The same, with cached answers: for a public view. */
export const cached: Contestant = contestantWith({ CACHE: 'on' });

function contestantWith(settings: Readonly<Record<string, string>>): Contestant {
  return {
    name: 'chronos',
    label: '**Chronos Graph**, everything on',
    isPeer: false,
    start: ({ port, urls }) => ({
      command: [process.execPath, ...NPM_START.flags, 'gateway/main.ts'],
      env: {
        ...NPM_START.env,
        PORT: String(port),
        DIRECTUS_URL: urls.cms,
        DIRECTUS_TOKEN: TOKENS.directus,
        TWENTY_URL: urls.crm,
        TWENTY_API_KEY: TOKENS.twenty,
        TWENTY_REQUESTS_PER_MINUTE: '100000000',
        TWENTY_REQUESTS_PER_SECOND: '1000000',
        ANALYTICS_URL: urls.analytics,
        METRICS_PORT: '0',
        MAX_EVENT_LOOP_DELAY_MS: '10000',
        RATES: 'public=100000000/100000000000000,internal=100000000/100000000000000',
        ...settings,
      },
    }),
    request: (page) => graphqlRequest(QUERY, { ...page }, STAFF),
    items: (answer) =>
      rootList<Article>(answer, 'cmsArticles').map(({ companies: [company], series: [series], ...article }) => ({
        ...article,
        company: { name: company.name, domain: company.domainName.primaryLinkUrl },
        series,
      })),
  };
}
