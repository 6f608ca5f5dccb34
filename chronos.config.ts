import { defineConfig, type Ttl } from 'chronos-graph/config';
import examples from './client/views/examples.json' with { type: 'json' };
import { collections } from './demo/collections.ts';
import { links } from './demo/links/index.ts';

/** Schema coordinates of the CMS's fields that only staff may use. */
const FOR_STAFF = [
  'Cms*.internalNote',
  'Cms*.INTERNAL_NOTE*',
  'Cms*.status',
  'Cms*.STATUS*',
  // Ids of the CRM.
  'Cms*.companyIds',
  'Cms*.COMPANY_IDS*',
];

/** TTLs of published content: without a webhook, a change is visible to everyone after a minute. */
const CONTENT: Ttl = { maxAge: 60, staleWhileRevalidate: 300, staleIfError: 86_400 };

const view = (name: keyof typeof examples) => ({ document: `client/views/${name}.graphql`, variables: examples[name] });

/** The demo's deployment. Yours is a file like this one: set CHRONOS_CONFIG to it. See docs/own-collections.md. */
export default defineConfig({
  directus: { collections },
  links,
  audiences: {
    public: { hidden: FOR_STAFF },
    partner: { hidden: FOR_STAFF },
  },
  ttls: {
    CmsArticle: CONTENT,
    CmsArticleTag: CONTENT,
    CmsAuthor: CONTENT,
    CmsBlockChart: CONTENT,
    CmsBlockCompanies: CONTENT,
    CmsBlockMap: CONTENT,
    CmsBlockRichtext: CONTENT,
    CmsFile: CONTENT,
    CmsPage: CONTENT,
    CmsPageBlock: CONTENT,
    CmsSiteSettings: CONTENT,
    CmsTag: CONTENT,
  },
  // The client for partners has its own operations and the public views; the site has all views.
  operations: [
    {
      audience: 'partner',
      documents: [
        'client/operations/*.graphql',
        ...['ArticlePage', 'Choropleth', 'Home', 'RegionDashboard'].map((name) => `client/views/${name}.graphql`),
      ],
      output: 'client/generated/',
    },
    { audience: 'internal', documents: ['client/views/**/*.graphql'], output: 'client/views/generated/' },
  ],
  examples: [view('Home'), view('ArticlePage'), view('RegionDashboard'), view('Choropleth'), view('CompanyProfile')],
  searches: ['demo/searches/Articles.graphql'],
});
