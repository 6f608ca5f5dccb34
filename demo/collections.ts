import type { CollectionNaming } from 'chronos-graph/config';

const status = 'Its state: `draft`, `published` or `archived`. Only published rows are public.';
const slug = 'The last part of its URL, unique: lower-case words with dashes.';
const seriesCode = 'The code of a series, `SOURCE:CODE`.';
const companyIds = 'The ids of companies in the CRM.';

/** The demo's collections: their names, the descriptions of their fields, and the columns by which links find rows. */
export const collections: Readonly<Record<string, CollectionNaming>> = {
  cms_articles: {
    description: 'An article about series, regions or companies.',
    fields: {
      status,
      slug,
      title: 'The headline, plain text.',
      excerpt: 'A summary in one or two sentences, plain text; empty if there is none.',
      body: 'The text, in Markdown.',
      published_at: 'When it was or will be published; until an editor sets it, when it was created.',
      author: { description: 'The author.', isReadable: true },
      cover: 'The picture at the top.',
      tags: 'Its tags, through the rows of `cms_articles_tags`.',
      series_codes: 'The codes of the series that it is about, `SOURCE:CODE`.',
      region_code: 'The code of the region that it is about: `US-06`, `US-06037`, `CA-35`.',
      company_ids: companyIds,
      internal_note: 'An internal note, for staff only.',
    },
    unique: ['slug'],
    lookups: { region_code: 'equals', series_codes: 'contains', company_ids: 'contains' },
    lookupOrder: ['-published_at', '-id'],
  },
  cms_authors: {
    description: 'An author of articles.',
    fields: {
      name: 'The full name.',
      job_title: 'The profession of the author; empty if it is not given.',
      bio: 'A short biography; empty if there is none.',
      avatar: 'A portrait.',
      articles: 'The articles of the author.',
    },
  },
  cms_tags: {
    description: 'A subject of articles.',
    fields: { name: 'The text of the tag.', slug, articles: 'Its articles, through the rows of `cms_articles_tags`.' },
    unique: ['slug'],
  },
  cms_articles_tags: {
    type: 'CmsArticleTag',
    description: 'A tag of an article.',
    fields: {
      article: { description: 'The article.', isReadable: true },
      tag: { description: 'The tag.', isReadable: true },
      sort: 'The position of the tag in the article.',
    },
    roots: false,
  },
  cms_pages: {
    description: 'A page that consists of blocks.',
    fields: {
      status,
      slug,
      title: 'The headline, plain text.',
      blocks: 'The blocks of the page, in the order of `sort`.',
    },
    unique: ['slug'],
  },
  cms_pages_blocks: {
    type: 'CmsPageBlock',
    description: 'A position on a page, with its block.',
    fields: {
      page: { description: 'The page.', isReadable: true },
      collection: { description: 'The type of the block: the name of a type of the graph.', isPresent: true },
      item: { description: 'The block.', isPresent: true, isReadable: true },
      sort: 'The position on the page.',
    },
    roots: false,
  },
  cms_block_richtext: {
    description: 'A block of text.',
    fields: { body: 'The text, in Markdown.' },
    roots: false,
  },
  cms_block_chart: {
    description: 'A block with the chart of a series.',
    fields: {
      title: 'The title of the chart; empty if it has none.',
      series_code: seriesCode,
      range_from: 'The first day of the chart; from the start if null.',
      range_to: 'The last day of the chart; to the end if null.',
    },
    roots: false,
  },
  cms_block_map: {
    description: 'A block with the map of an indicator.',
    fields: {
      title: 'The title of the map; empty if it has none.',
      indicator_code: 'The code of the indicator that colours the regions.',
      level: 'The level of the regions on the map: a `RegionLevel`.',
    },
    roots: false,
  },
  cms_block_companies: {
    type: 'CmsBlockCompanies',
    description: 'A block with a list of companies.',
    fields: { title: 'The title of the list; empty if it has none.', company_ids: companyIds },
    roots: false,
  },
  cms_site_settings: {
    description: 'The settings of the whole site.',
    fields: {
      title: 'The name of the site.',
      tagline: 'A description in a few words.',
      description: 'A description for search engines.',
      headline_series_codes: 'The codes of the series at the top of the home page, `SOURCE:CODE`.',
    },
  },
};
