import type { ReadPermission } from '../../../content-model/index.ts';

const all = (collection: string): ReadPermission => ({ collection, fields: ['*'], filter: null });
const some = (
  collection: string,
  fields: readonly string[],
  filter: ReadPermission['filter'] = null,
): ReadPermission => ({ collection, fields, filter });

const published = { stage: { _eq: 'published' } };

/** The public reads what is published, without notes, loans and languages. */
export const PUBLIC_PERMISSIONS: readonly ReadPermission[] = [
  all('lib_specimens'),
  all('lib_publishers'),
  all('lib_shelves'),
  all('lib_tags'),
  some('lib_books', ['id', 'title', 'isbn', 'pages', 'printed', 'shelf', 'publisher', 'tags', 'parts'], published),
  some('lib_books_tags', ['*'], { book: published }),
  some('lib_books_parts', ['*'], { book: published }),
  all('lib_notes'),
  all('lib_quotes'),
  all('lib_odd_names'),
  all('lib_settings'),
];

/**
 * A clerk is staff with a token of the own, who lacks fields (secret notes, weights, for how many nights a book is lent), rows (what is
 * withdrawn, and what hangs on it; shelves without a label) and whole collections (settings).
 */
const notWithdrawn = { stage: { _neq: 'withdrawn' } };

export const CLERK_READS: readonly ReadPermission[] = [
  all('lib_specimens'),
  all('lib_publishers'),
  some('lib_shelves', ['*'], { label: { _nnull: true } }),
  all('lib_languages'),
  some('lib_tags', ['id', 'name', 'books']),
  some(
    'lib_books',
    [
      'id',
      'title',
      'isbn',
      'stage',
      'pages',
      'printed',
      'shelf',
      'publisher',
      'tags',
      'translations',
      'parts',
      'loans',
    ],
    notWithdrawn,
  ),
  some('lib_books_tags', ['*'], { book: notWithdrawn }),
  some('lib_books_translations', ['*'], { book: notWithdrawn }),
  some('lib_books_parts', ['*'], { book: notWithdrawn }),
  all('lib_notes'),
  all('lib_quotes'),
  some('lib_loans', ['id', 'book', 'reader', 'lent_at']),
  all('lib_odd_names'),
];

export const CLERK = {
  name: 'Clerk',
  token: 'token-of-a-clerk-of-the-library',
  permissions: CLERK_READS,
  writes: ['lib_tags', 'lib_loans'],
};
