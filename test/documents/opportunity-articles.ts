import { link } from 'chronos-graph/config';
import { directus } from '../../demo/links/lookups.ts';

/* The link that docs/links.md has its reader write. */

/** Articles that mention the company of an opportunity. */
export const opportunityArticles = link<{ companyId: string | null }, { first: number }>({
  on: 'CrmOpportunity',
  field: 'articles(first: Int = 10): [CmsArticle!]',
  description: 'The newest articles that mention the company, at most `first` of them (0 to 100).',
  needs: '{ companyId }',
  lookup: directus.articlesByCompanyIds,
  key: (opportunity) => opportunity.companyId,
  lookupArgs: ({ first }) => ({ limit: first }),
});
