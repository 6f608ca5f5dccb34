import { z } from 'zod';
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

/** One field. */
export const FieldNaming = z.strictObject({
  /** Its name in the graph; by default in camel case, `published_at` → `publishedAt`. */
  name: z
    .string()
    .regex(/^[a-z][0-9A-Za-z]*$/, 'must be in camel case, such as publishedAt')
    .exactOptional(),
  description: z.string().exactOptional(),
  /**
   * Of a relation to one row: whether each caller who may read the row may read the row that it refers to. The field is
   * then null only with an error if its column is NOT NULL. By default false: permissions may hide the row.
   */
  isReadable: z.boolean().exactOptional(),
  /**
   * Whether each row has a value, although the column may be NULL in Directus's database: the field is then null only
   * with an error. By default only columns that are NOT NULL have a value in each row.
   */
  isPresent: z.boolean().exactOptional(),
});

export type FieldNaming = Readonly<z.input<typeof FieldNaming>>;

const texts = z.array(z.string()).readonly();
const DESCRIPTION_OR_NAMING = { error: 'must be a description, or an object with name and description' };

/** One collection. Fields have Directus's names. */
export const CollectionNaming = z.strictObject({
  /** The graph's type; by default the collection's name in the singular, `cms_articles` → `CmsArticle`. */
  type: z
    .string()
    .regex(/^Cms[A-Z][0-9A-Za-z]*$/, 'must begin with Cms, in Pascal case, such as CmsEvent')
    .exactOptional(),
  /** The type's description; by default Directus's note. */
  description: z.string().exactOptional(),
  /** Descriptions of fields, or their names and descriptions; by default Directus's notes. */
  fields: z
    .record(z.string(), z.union([z.string(), FieldNaming], DESCRIPTION_OR_NAMING))
    .readonly()
    .exactOptional(),
  /** The only fields that join the graph; by default all do. */
  only: texts.exactOptional(),
  /** false for a collection that is reached only through others: it has no root fields of `Query`, only its lookup. */
  roots: z.boolean().exactOptional(),
  /** Fields with unique values: each has a root field like `cmsArticleBySlug(slug:)`. */
  unique: texts.exactOptional(),
  /** Fields that links find rows by: each has a lookup like `cmsArticlesByRegionCode(keys:)`. */
  lookups: z
    .record(z.string(), z.enum(['equals', 'contains'] satisfies KeyMatch[], 'must be equals or contains'))
    .readonly()
    .exactOptional(),
  /** The default order of lists: `-published_at` is newest first. By default, `sort` if it exists, then the key. */
  order: texts.exactOptional(),
  /** The order of lookups' rows: `-published_at` is newest first. */
  lookupOrder: texts.exactOptional(),
});

export type CollectionNaming = Readonly<z.input<typeof CollectionNaming>>;

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
