import type { KeyMatch } from './schema/mapping.ts';

/**
 * What a deployment says about its Directus: which collections join the graph and what is not to be seen from Directus's
 * own schema. Names follow a rule, so that a new collection needs no line here; `demo/collections.ts` is an example.
 */
export interface DirectusNaming {
  /** What every type and root field begins with: `Cms` for `CmsArticle`, `cmsArticles`. A collection's own name may have it. */
  readonly prefix: string;
  /** The collections that join the graph besides those in `collections`: all whose name begins so. */
  readonly collectionPrefix: string;
  /** By the collection's name in Directus. `{}` adds it under the names of the rule; false leaves it out. */
  readonly collections: Readonly<Record<string, CollectionNaming | false>>;
}

/** What a deployment says about one collection. Fields are named as Directus names them. */
export interface CollectionNaming {
  /** The graph's type. By the rule: the collection's name in the singular, `cms_articles` → `CmsArticle`. */
  readonly type?: string;
  /** What the type is, for those who read the graph. Else Directus's note. */
  readonly description?: string;
  /** What fields are. Else Directus's notes. A field that needs a name of its own has one beside that. */
  readonly fields?: Readonly<Record<string, string | FieldNaming>>;
  /** The only fields that join the graph. Else all do. */
  readonly only?: readonly string[];
  /** False for a collection that is met only through others: it gets no root fields of `Query`, only its lookup. */
  readonly roots?: boolean;
  /** Fields with a unique value: each gives a root field like `cmsArticleBySlug(slug:)`. */
  readonly unique?: readonly string[];
  /** Fields that links find rows by: each gives a lookup like `cmsArticlesByRegionCode(keys:)`. */
  readonly lookups?: Readonly<Record<string, KeyMatch>>;
  /** The order in which lists give rows where nothing is said: `-published_at` is newest first. By the rule: by `sort` where there is such a field; what is equal by the key. */
  readonly order?: readonly string[];
  /** The order in which lookups give rows: `-published_at` is newest first. */
  readonly lookupOrder?: readonly string[];
}

/** What a deployment says about one field. */
export interface FieldNaming {
  /** Its name in the graph. By the rule: in camel case, `published_at` → `publishedAt`. */
  readonly name?: string;
  readonly description?: string;
  /**
   * Whether it is a decimal of which every digit counts: a `Decimal` in the graph, read by a second request. Directus gives
   * decimals as doubles, and its schema does not tell them from those. Without it the field is a `Float`.
   */
  readonly isDecimal?: boolean;
}

/** Directus's own collection of files, as it joins the graph unless a deployment names it otherwise. */
const files: CollectionNaming = {
  type: 'CmsFile',
  description: 'A file, of which `url` says where it can be had.',
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
    title: 'What it is called.',
    description: 'What it shows: the text for those who do not see it.',
    type: 'Its media type: `image/webp`.',
    width: 'Of a picture, in pixels.',
    height: 'Of a picture, in pixels.',
    filesize: 'In bytes.',
    filename_download: 'The name that it is downloaded under.',
    duration: 'Of sound or film, in milliseconds.',
    uploaded_on: 'When it was uploaded.',
    modified_on: 'When it was last changed.',
  },
  roots: false,
};

/**
 * The naming of a deployment: with the prefix by which audiences and scopes tell content from everything else, and with
 * Directus's files.
 */
export function namingOf({
  collectionPrefix = 'cms_',
  collections = {},
}: Partial<Omit<DirectusNaming, 'prefix'>> = {}): DirectusNaming {
  return { prefix: 'Cms', collectionPrefix, collections: { directus_files: files, ...collections } };
}
