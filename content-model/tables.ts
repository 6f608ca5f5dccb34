import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  serial,
  text,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';

/*
 * The content tables, which Drizzle owns and Directus adopts. Constraints have the names that Directus would give.
 * Columns that refer to a file are plain uuid: Directus owns `directus_files`, and adds these two foreign keys when it
 * adopts the relation.
 */

const id = () => serial().primaryKey();
/** A comma-separated list; Directus reads and writes it as an array (its type `csv`). */
const csv = () => text();
const string = () => varchar({ length: 255 });
/** A text for readers that is empty, never NULL, where there is none: an editor may save a draft without it. */
const line = () => string().notNull().default('');
const prose = () => text().notNull().default('');
/** A place in a list. Directus sets it when the list is written. */
const position = () => integer().notNull().default(0);
const status = () => string().notNull().default('draft');
const slug = (table: string) => string().notNull().unique(`${table}_slug_unique`);

const hasStatus = (table: string, column: AnyPgColumn) =>
  check(`${table}_status_check`, sql`${column} in ('draft', 'published', 'archived')`);
const hasSlug = (table: string, column: AnyPgColumn) =>
  check(`${table}_slug_check`, sql`${column} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`);

/** Authors of articles. */
export const authors = pgTable('cms_authors', {
  id: id(),
  name: string().notNull(),
  job_title: line(),
  bio: prose(),
  avatar: uuid(),
});

/** Topics of articles. */
export const tags = pgTable('cms_tags', { id: id(), name: string().notNull(), slug: slug('cms_tags') }, (table) => [
  hasSlug('cms_tags', table.slug),
]);

/** Articles. `series_codes` are `SOURCE:CODE`, `company_ids` the CRM's, `region_code` a region's (`US-26`). */
export const articles = pgTable(
  'cms_articles',
  {
    id: id(),
    status: status(),
    slug: slug('cms_articles'),
    title: string().notNull(),
    excerpt: prose(),
    body: prose(),
    published_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    author: integer().notNull(),
    cover: uuid(),
    series_codes: csv().notNull().default(''),
    region_code: string(),
    company_ids: csv(),
    internal_note: text(),
  },
  (table) => [
    hasStatus('cms_articles', table.status),
    hasSlug('cms_articles', table.slug),
    index('cms_articles_published_at_index').on(table.published_at),
    index('cms_articles_author_index').on(table.author),
    foreignKey({
      name: 'cms_articles_author_foreign',
      columns: [table.author],
      foreignColumns: [authors.id],
    }),
  ],
);

/** Tags of articles, in the editor's order. */
export const articlesTags = pgTable(
  'cms_articles_tags',
  { id: id(), article: integer().notNull(), tag: integer().notNull(), sort: position() },
  (table) => [
    index('cms_articles_tags_article_index').on(table.article),
    index('cms_articles_tags_tag_index').on(table.tag),
    foreignKey({
      name: 'cms_articles_tags_article_foreign',
      columns: [table.article],
      foreignColumns: [articles.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'cms_articles_tags_tag_foreign',
      columns: [table.tag],
      foreignColumns: [tags.id],
    }).onDelete('cascade'),
  ],
);

/** Pages, which consist of blocks. */
export const pages = pgTable(
  'cms_pages',
  { id: id(), status: status(), slug: slug('cms_pages'), title: string().notNull() },
  (table) => [hasStatus('cms_pages', table.status), hasSlug('cms_pages', table.slug)],
);

/** Blocks of pages (many-to-any): `collection` is the block's table, `item` its key as text. */
export const pagesBlocks = pgTable(
  'cms_pages_blocks',
  {
    id: id(),
    page: integer().notNull(),
    collection: string(),
    item: string(),
    sort: position(),
  },
  (table) => [
    index('cms_pages_blocks_page_index').on(table.page),
    foreignKey({
      name: 'cms_pages_blocks_page_foreign',
      columns: [table.page],
      foreignColumns: [pages.id],
    }).onDelete('cascade'),
  ],
);

/** A text block, in Markdown. */
export const blockRichtext = pgTable('cms_block_richtext', { id: id(), body: prose() });

/** A block that draws one series, completely or between two days. */
export const blockChart = pgTable('cms_block_chart', {
  id: id(),
  title: line(),
  series_code: string().notNull(),
  range_from: date(),
  range_to: date(),
});

/** A block that colours the regions of one level by an indicator. */
export const blockMap = pgTable('cms_block_map', {
  id: id(),
  title: line(),
  indicator_code: string().notNull(),
  level: string().notNull(),
});

/** A block that lists companies of the CRM. */
export const blockCompanies = pgTable('cms_block_companies', { id: id(), title: line(), company_ids: csv() });

/** The settings of the site: one row. */
export const siteSettings = pgTable('cms_site_settings', {
  id: id(),
  title: string().notNull(),
  tagline: line(),
  description: prose(),
  headline_series_codes: csv().notNull().default(''),
});
