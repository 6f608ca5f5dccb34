import type { Content, Row } from '../../subgraphs/directus/content-model/index.ts';

/** Who asks: staff see every row, everyone else what is published and what hangs on it. */
export type Role = 'staff' | 'public';

/** A relation of a type of the graph: to one row, to the rows that refer back, or to one of any of several types. */
export type Relation =
  | { readonly kind: 'one'; readonly to: string }
  | { readonly kind: 'many'; readonly to: string; readonly back: string }
  | { readonly kind: 'any' };

/** A type of the graph, as the oracle knows it: written by hand, so that it shares nothing with what it judges. */
export interface Shape {
  readonly collection: string;
  /** Texts that a search looks into. */
  readonly texts: readonly string[];
  readonly relations: Readonly<Record<string, Relation>>;
}

const file = { kind: 'one', to: 'CmsFile' } as const;

export const SHAPES: Readonly<Record<string, Shape>> = {
  CmsArticle: {
    collection: 'cms_articles',
    texts: ['title', 'slug', 'excerpt', 'body', 'region_code'],
    relations: {
      author: { kind: 'one', to: 'CmsAuthor' },
      cover: file,
      tags: { kind: 'many', to: 'CmsArticleTag', back: 'article' },
    },
  },
  CmsArticleTag: {
    collection: 'cms_articles_tags',
    texts: [],
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
    texts: ['title', 'slug'],
    relations: { blocks: { kind: 'many', to: 'CmsPageBlock', back: 'page' } },
  },
  CmsPageBlock: {
    collection: 'cms_pages_blocks',
    texts: ['collection', 'item'],
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

/** A row, and the type of the graph that it is of. */
export interface Entity {
  readonly type: string;
  readonly row: Row;
}

/** The content as one role sees it. */
export interface World {
  readonly role: Role;
  shape(type: string): Shape;
  /** The rows of a type that the role may see, by their keys. */
  rows(type: string): readonly Row[];
  /** Where a relation to one row leads; null where nowhere, or where the role may not see it. */
  one(from: Entity, relation: string): Entity | null;
  /** Where it leads whoever asks: filters look at what they pass through without asking who asks. */
  passed(from: Entity, relation: string): Row | null;
  many(from: Entity, relation: string): readonly Row[];
}

export function worldOf(content: Content, role: Role): World {
  const all = (collection: string): readonly Row[] =>
    collection === 'directus_files'
      ? content.files.map((each): Row => ({ ...each }))
      : (content.rows[collection] ?? []);
  const tables = new Map(Object.values(SHAPES).map(({ collection }) => [collection, all(collection)]));
  const table = (type: string) => tables.get(shape(type).collection) ?? [];
  const isShown = (type: string, row: Row): boolean => {
    switch (role === 'staff' ? '' : type) {
      case 'CmsArticle':
      case 'CmsPage':
        return row.status === 'published';
      case 'CmsArticleTag':
        return isPublished('CmsArticle', row.article);
      case 'CmsPageBlock':
        return isPublished('CmsPage', row.page);
      default:
        return !type.startsWith('CmsBlock') || role === 'staff' || isOnPublishedPage(shape(type).collection, row.id);
    }
  };
  const isPublished = (type: string, key: unknown) =>
    table(type).some((row) => row.id === key && row.status === 'published');
  const isOnPublishedPage = (collection: string, key: unknown) =>
    table('CmsPageBlock').some(
      (row) => row.collection === collection && row.item === String(key) && isPublished('CmsPage', row.page),
    );
  const shown = new Map(
    Object.keys(SHAPES).map((type) => [
      type,
      table(type)
        .filter((row) => isShown(type, row))
        .toSorted((one, other) => (Number(one.id) || 0) - (Number(other.id) || 0)),
    ]),
  );
  const rows = (type: string) => shown.get(type) ?? [];

  function target({ type, row }: Entity, name: string): { readonly type: string; readonly key: unknown } | null {
    const relation = shape(type).relations[name];
    if (relation?.kind === 'one') return { type: relation.to, key: row[name] };
    const found = Object.entries(SHAPES).find(([, { collection }]) => collection === row.collection);
    return found ? { type: found[0], key: row[name] } : null;
  }
  const find = (from: readonly Row[], key: unknown) =>
    from.find(({ id }) => key !== null && String(id) === String(key)) ?? null;

  return {
    role,
    shape,
    rows,
    one(from, relation) {
      const to = target(from, relation);
      const row = to && find(rows(to.type), to.key);
      return to && row ? { type: to.type, row } : null;
    },
    passed(from, relation) {
      const to = target(from, relation);
      return to && find(table(to.type), to.key);
    },
    many({ type, row }, name) {
      const relation = shape(type).relations[name];
      if (relation?.kind !== 'many') throw new Error(`${type}.${name} is no relation to many.`);
      return rows(relation.to).filter((each) => each[relation.back] === row.id);
    },
  };
}

function shape(type: string): Shape {
  const found = SHAPES[type];
  if (!found) throw new Error(`The oracle does not know ${type}.`);
  return found;
}

/** `publishedAt` is `published_at`. */
export const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A value that can be compared: a list as one text with commas, a moment as ISO 8601. */
export function cell(row: Row | null, column: string): string | number | null {
  const value = row?.[column] ?? null;
  if (value === null) return null;
  if (Array.isArray(value)) return value.join(',');
  if (column === 'published_at') return new Date(String(value)).toISOString();
  return typeof value === 'number' ? value : String(value);
}
