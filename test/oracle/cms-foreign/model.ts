import { type Content, contentOf } from '../../../content-model/index.ts';
import type { DirectusNaming } from '../../../subgraphs/directus/index.ts';
import { collection, column, relation, snapshotOf } from './declare.ts';
import { PUBLIC_PERMISSIONS } from './roles.ts';
import { DIGEST, ROWS } from './rows.ts';

/*
 * The content model of a library, for which no line of this project's code was written: every column type of Directus,
 * keys of every kind, and every kind of relation.
 */

const id = column('integer', { key: true });
const sort = column('integer');
const list = (special: 'o2m' | 'm2m' | 'm2a' | 'translations') => column('alias', { special: [special] });

const COLLECTIONS = [
  collection('lib_specimens', {
    id,
    short_text: column('string', { maxLength: 40 }),
    long_text: column('text'),
    flag: column('boolean', { special: ['cast-boolean'] }),
    whole: column('integer'),
    huge: column('bigInteger'),
    ratio: column('float'),
    exact: column('decimal', { precision: [20, 6] }),
    day: column('date'),
    clock: column('time'),
    local_moment: column('dateTime'),
    moment: column('timestamp'),
    document: column('json', { special: ['cast-json'] }),
    labels: column('csv', { special: ['cast-csv'] }),
    token: column('uuid'),
    digest: column('hash', { special: ['hash'], maxLength: 255, default: DIGEST }),
    bytes: column('binary'),
    place: column('geometry.Point'),
    track: column('geometry.LineString'),
    area: column('geometry.Polygon'),
    stops: column('geometry.MultiPoint'),
    tracks: column('geometry.MultiLineString'),
    areas: column('geometry.MultiPolygon'),
    shape: column('geometry'),
  }),
  collection('lib_publishers', {
    code: column('string', { key: true, maxLength: 20 }),
    name: column('string', { required: true }),
    country: column('string'),
    founded: column('integer'),
    books: list('o2m'),
  }),
  collection('lib_shelves', {
    number: column('bigInteger', { key: true }),
    label: column('string'),
    parent: column('bigInteger', { special: ['m2o'] }),
    children: list('o2m'),
    books: list('o2m'),
  }),
  collection('lib_languages', { code: column('string', { key: true, maxLength: 10 }), name: column('string') }),
  collection('lib_tags', {
    id,
    name: column('string', { required: true, unique: true }),
    weight: column('integer'),
    books: list('m2m'),
  }),
  collection('lib_books', {
    id: column('uuid', { key: true, special: ['uuid'] }),
    title: column('string', { required: true, maxLength: 80 }),
    isbn: column('string', { unique: true, maxLength: 20 }),
    stage: column('string', { default: 'draft' }),
    pages: column('integer'),
    printed: column('date'),
    secret_note: column('text'),
    shelf: column('bigInteger', { special: ['m2o'] }),
    publisher: column('string', { special: ['m2o'], maxLength: 20 }),
    tags: list('m2m'),
    translations: list('translations'),
    parts: list('m2a'),
    loans: list('o2m'),
  }),
  collection('lib_books_tags', {
    id,
    book: column('uuid', { special: ['m2o'] }),
    tag: column('integer', { special: ['m2o'] }),
    sort,
  }),
  collection('lib_books_translations', {
    id,
    book: column('uuid', { special: ['m2o'] }),
    language: column('string', { special: ['m2o'], maxLength: 10 }),
    title: column('string'),
    blurb: column('text'),
  }),
  collection('lib_notes', { id, body: column('text') }),
  collection('lib_quotes', {
    id: column('uuid', { key: true, special: ['uuid'] }),
    words: column('string'),
    speaker: column('string'),
  }),
  collection('lib_books_parts', {
    id,
    book: column('uuid', { special: ['m2o'] }),
    collection: column('string'),
    item: column('string'),
    sort,
  }),
  collection('lib_loans', {
    id,
    book: column('uuid', { special: ['m2o'] }),
    reader: column('string'),
    nights: column('integer'),
    lent_at: column('timestamp'),
  }),
  collection('lib_odd_names', {
    id,
    fooBar: column('string'),
    ISBN: column('string'),
    line_1: column('string'),
    type: column('string'),
    filter: column('integer'),
    group: column('string'),
    count: column('integer'),
    data: column('string'),
    key: column('string'),
    order: column('integer'),
  }),
  collection('lib_settings', { id, motto: column('string'), opening: column('time') }, { singleton: true }),
];

const RELATIONS = [
  relation('lib_shelves.parent', { to: 'lib_shelves', list: 'children' }),
  relation('lib_books.shelf', { to: 'lib_shelves', list: 'books' }),
  relation('lib_books.publisher', { to: 'lib_publishers', list: 'books' }),
  relation('lib_books_tags.book', { to: 'lib_books', list: 'tags', through: 'tag', sort: 'sort', onDelete: 'CASCADE' }),
  relation('lib_books_tags.tag', { to: 'lib_tags', list: 'books', through: 'book', onDelete: 'CASCADE' }),
  relation('lib_books_translations.book', {
    to: 'lib_books',
    list: 'translations',
    through: 'language',
    onDelete: 'CASCADE',
  }),
  relation('lib_books_translations.language', { to: 'lib_languages', through: 'book' }),
  relation('lib_books_parts.book', {
    to: 'lib_books',
    list: 'parts',
    through: 'item',
    sort: 'sort',
    onDelete: 'CASCADE',
  }),
  relation('lib_books_parts.item', { toAny: ['lib_notes', 'lib_quotes'], by: 'collection', through: 'book' }),
  relation('lib_loans.book', { to: 'lib_books', list: 'loans' }),
];

/** The model, its rows, and what the public may read of them. */
export function foreignContent(): Content {
  const snapshot = snapshotOf(COLLECTIONS, RELATIONS);
  return contentOf({ snapshot, rows: ROWS, files: [], publicPermissions: PUBLIC_PERMISSIONS });
}

/** Everything that begins with `lib_`, by the rule alone. */
export const foreignNaming: DirectusNaming = { prefix: 'Cms', collectionPrefix: 'lib_', collections: {} };
