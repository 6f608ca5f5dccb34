import type { KeyMatch } from './schema/mapping.ts';

/**
 * A deployment's settings of Directus: the collections that join the graph, and facts that Directus's own schema does
 * not have. Names follow a rule, so a new collection needs no line here; `demo/collections.ts` is an example.
 */
export interface DirectusNaming {
  /** The prefix of every type and root field: `Cms` for `CmsArticle`, `cmsArticles`. A collection's own name may have it. */
  readonly prefix: string;
  /** Collections with this prefix join the graph, in addition to those in `collections`. */
  readonly collectionPrefix: string;
  /** By the collection's name in Directus. `{}` adds it under the rule's names; false omits it. */
  readonly collections: Readonly<Record<string, CollectionNaming | false>>;
}

/** One collection. Fields have Directus's names. */
export interface CollectionNaming {
  /** The graph's type; by default the collection's name in the singular, `cms_articles` → `CmsArticle`. */
  readonly type?: string;
  /** The type's description; by default Directus's note. */
  readonly description?: string;
  /** Descriptions of fields, or their names and descriptions; by default Directus's notes. */
  readonly fields?: Readonly<Record<string, string | FieldNaming>>;
  /** The only fields that join the graph; by default all do. */
  readonly only?: readonly string[];
  /** false for a collection that is reached only through others: it has no root fields of `Query`, only its lookup. */
  readonly roots?: boolean;
  /** Fields with unique values: each has a root field like `cmsArticleBySlug(slug:)`. */
  readonly unique?: readonly string[];
  /** Fields that links find rows by: each has a lookup like `cmsArticlesByRegionCode(keys:)`. */
  readonly lookups?: Readonly<Record<string, KeyMatch>>;
  /** The default order of lists: `-published_at` is newest first. By default, `sort` if it exists, then the key. */
  readonly order?: readonly string[];
  /** The order of lookups' rows: `-published_at` is newest first. */
  readonly lookupOrder?: readonly string[];
}

/** One field. */
export interface FieldNaming {
  /** Its name in the graph; by default in camel case, `published_at` → `publishedAt`. */
  readonly name?: string;
  readonly description?: string;
  /**
   * Of a relation to one row: whether each caller who may read the row may read the row that it refers to. The field is
   * then null only with an error if its column is NOT NULL. By default false: permissions may hide the row.
   */
  readonly isReadable?: boolean;
  /**
   * Whether each row has a value, although the column may be NULL in Directus's database: the field is then null only
   * with an error. By default only columns that are NOT NULL have a value in each row.
   */
  readonly isPresent?: boolean;
}

/** The default naming of Directus's own collection of files. */
const files: CollectionNaming = {
  type: 'CmsFile',
  description: 'A file; `url` is its address.',
  only: [
    'id',
    'title',
    'description',
    'type',
    'width',
    'height',
    'filesize',
    'filename_download',
    'duration',
    'uploaded_on',
    'modified_on',
  ],
  fields: {
    title: 'Its title.',
    description: 'A description of a picture, as its text alternative.',
    // Directus refuses files without a type.
    type: { description: 'Its media type: `image/webp`.', isPresent: true },
    width: 'The width of a picture, in pixels.',
    height: 'The height of a picture, in pixels.',
    filesize: 'Its size in bytes.',
    filename_download: 'Its file name for downloads.',
    duration: 'The duration of audio or video, in milliseconds.',
    uploaded_on: 'When it was uploaded.',
    modified_on: 'When it was last changed.',
  },
  roots: false,
};

/** Returns a deployment's naming, with Directus's files and the prefix by which audiences and scopes find content. */
export function namingOf({
  collectionPrefix = 'cms_',
  collections = {},
}: Partial<Omit<DirectusNaming, 'prefix'>> = {}): DirectusNaming {
  return { prefix: 'Cms', collectionPrefix, collections: { directus_files: files, ...collections } };
}
