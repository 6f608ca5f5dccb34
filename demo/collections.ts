import type { CollectionNaming } from 'chronos-graph/config';

const status = 'Where it stands: `draft`, `published` or `archived`. Only what is published is public.';
const slug = 'Its part of the URL: lower-case words with dashes, unique.';
const seriesCode = 'Code of a series, `SOURCE:CODE`.';
const companyIds = 'Ids of companies in the CRM.';

/** The demo's collections: their names, the descriptions of their fields, and the columns by which links find rows. */
export const collections: Readonly<Record<string, CollectionNaming>> = {
  cms_articles: {
    description: 'An article about series, regions or companies.',
    fields: {
      status,
      slug,
      title: 'The headline, plain text.',
      excerpt: 'What it says, in a sentence or two of plain text.',
      body: 'The text, in Markdown.',
      published_at: 'When it was or will be published.',
      author: 'Who wrote it.',
      cover: 'The picture above it.',
      tags: 'What it is about: its tags, through the rows that hold them.',
      series_codes: 'Codes of the series that it is about, `SOURCE:CODE`.',
      region_code: 'Code of the region that it is about: `US-06`, `US-06037`, `CA-35`.',
      company_ids: companyIds,
      internal_note: 'A note for staff.',
    },
    unique: ['slug'],
    lookups: { region_code: 'equals', series_codes: 'contains', company_ids: 'contains' },
    lookupOrder: ['-published_at', '-id'],
  },
  cms_authors: {
    description: 'Someone who writes articles.',
    fields: {
      name: 'The full name.',
      job_title: 'What the author does.',
      bio: 'A few sentences about the author.',
      avatar: 'A portrait.',
      articles: 'What the author wrote.',
    },
  },
  cms_tags: {
    description: 'Something that articles are about.',
    fields: { name: 'The tag, as it is shown.', slug, articles: 'Its articles, through the rows that hold them.' },
    unique: ['slug'],
  },
  cms_articles_tags: {
    type: 'CmsArticleTag',
    description: 'A tag of an article.',
    fields: { article: 'The article.', tag: 'The tag.', sort: 'Its place among the tags of the article.' },
    roots: false,
  },
  cms_pages: {
    description: 'A page built of blocks.',
    fields: {
      status,
      slug,
      title: 'The headline, plain text.',
      blocks: 'What stands on the page, in order of `sort`.',
    },
    unique: ['slug'],
  },
  cms_pages_blocks: {
    type: 'CmsPageBlock',
    description: 'A place on a page, and the block that stands there.',
    fields: {
      page: 'The page.',
      collection: 'The type of the block: the name of a type of the graph.',
      item: 'The block.',
      sort: 'Its place on the page.',
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
      title: 'What stands above the chart.',
      series_code: seriesCode,
      range_from: 'The first day that it shows; from the start where there is none.',
      range_to: 'The last day that it shows; to the end where there is none.',
    },
    roots: false,
  },
  cms_block_map: {
    description: 'A block with the map of an indicator.',
    fields: {
      title: 'What stands above the map.',
      indicator_code: 'Code of the indicator that it colours regions by.',
      level: 'Which regions it shows: a `RegionLevel`.',
    },
    roots: false,
  },
  cms_block_companies: {
    type: 'CmsBlockCompanies',
    description: 'A block with a list of companies.',
    fields: { title: 'What stands above the list.', company_ids: companyIds },
    roots: false,
  },
  cms_site_settings: {
    description: 'What the whole site shares.',
    fields: {
      title: 'The name of the site.',
      tagline: 'What it is about, in a few words.',
      description: 'What it is about, for search engines.',
      headline_series_codes: 'Codes of the series whose latest values open the site, `SOURCE:CODE`.',
    },
  },
};
