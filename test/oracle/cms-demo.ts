import type { Row } from '../../content-model/index.ts';
import type { CmsModel, Shape, Sight, Tables } from './cms-model.ts';

/** Who asks: staff see every row, everyone else what is published and what hangs on it. */
export type Role = 'staff' | 'public';

const file = { kind: 'one', to: 'CmsFile' } as const;

const SHAPES: Readonly<Record<string, Shape>> = {
  CmsArticle: {
    collection: 'cms_articles',
    texts: ['title', 'slug', 'excerpt', 'body', 'region_code', 'status', 'internal_note'],
    kinds: { published_at: 'moment' },
    relations: {
      author: { kind: 'one', to: 'CmsAuthor' },
      cover: file,
      tags: { kind: 'many', to: 'CmsArticleTag', back: 'article' },
    },
  },
  CmsArticleTag: {
    collection: 'cms_articles_tags',
    texts: [],
    byHand: true,
    relations: { article: { kind: 'one', to: 'CmsArticle' }, tag: { kind: 'one', to: 'CmsTag' } },
  },
  CmsAuthor: {
    collection: 'cms_authors',
    texts: ['name', 'job_title', 'bio'],
    relations: { avatar: file, articles: { kind: 'many', to: 'CmsArticle', back: 'author' } },
  },
  CmsTag: {
    collection: 'cms_tags',
    texts: ['name', 'slug'],
    relations: { articles: { kind: 'many', to: 'CmsArticleTag', back: 'tag' } },
  },
  CmsPage: {
    collection: 'cms_pages',
    texts: ['title', 'slug', 'status'],
    relations: { blocks: { kind: 'many', to: 'CmsPageBlock', back: 'page' } },
  },
  CmsPageBlock: {
    collection: 'cms_pages_blocks',
    texts: ['collection', 'item'],
    byHand: true,
    relations: { page: { kind: 'one', to: 'CmsPage' }, item: { kind: 'any' } },
  },
  CmsBlockRichtext: { collection: 'cms_block_richtext', texts: ['body'], relations: {} },
  CmsBlockChart: { collection: 'cms_block_chart', texts: ['title', 'series_code'], relations: {} },
  CmsBlockMap: { collection: 'cms_block_map', texts: ['title', 'indicator_code', 'level'], relations: {} },
  CmsBlockCompanies: { collection: 'cms_block_companies', texts: ['title'], relations: {} },
  CmsSiteSettings: { collection: 'cms_site_settings', texts: ['title', 'tagline', 'description'], relations: {} },
  CmsFile: {
    collection: 'directus_files',
    texts: ['title', 'description', 'type', 'filename_download'],
    relations: {},
  },
};

/** What staff alone see, and so find. */
const FOR_STAFF = ['status', 'internal_note'];

/** This project's own content, written by hand. */
export const demoModel: CmsModel<Role> = {
  shapes: SHAPES,
  sightOf: (role): Sight => ({
    isShown: role === 'staff' ? () => true : isPublic,
    mayRead: () => true,
    mayFind: (_type, column) => role === 'staff' || !FOR_STAFF.includes(column),
  }),
};

function isPublic(type: string, row: Row, tables: Tables): boolean {
  const isPublished = (of: string, key: unknown) =>
    tables(of).some(({ id, status }) => id === key && status === 'published');
  switch (type) {
    case 'CmsArticle':
    case 'CmsPage':
      return row.status === 'published';
    case 'CmsArticleTag':
      return isPublished('CmsArticle', row.article);
    case 'CmsPageBlock':
      return isPublished('CmsPage', row.page);
    default:
      return (
        !type.startsWith('CmsBlock') ||
        tables('CmsPageBlock').some(
          ({ collection, item, page }) =>
            collection === SHAPES[type]?.collection && item === String(row.id) && isPublished('CmsPage', page),
        )
      );
  }
}
