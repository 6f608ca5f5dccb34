import type { Content, Row } from '../../../content-model/index.ts';
import { LINE, RING, TEXTS, uuid } from '../cms-values.ts';

/** `length` rows, each made of its place from 1. */
const made = (length: number, row: (place: number) => Row): readonly Row[] =>
  Array.from({ length }, (_, index) => row(index + 1));

/** One of several, in turn. */
const turn = <Value>(values: readonly Value[], place: number): Value | null => values[place % values.length] ?? null;

const BOOK = 60;
const book = (place: number) => uuid(1, place);
const quote = (place: number) => uuid(2, place);

const SHORT_TEXTS = [...TEXTS, null];
const MOMENTS = [
  '1970-01-01T00:00:00.000Z',
  '1999-12-31T23:59:59.000Z',
  '2024-02-29T12:30:15.000Z',
  '2024-12-30T06:00:00.000Z',
  '2026-07-04T17:45:30.000Z',
  null,
];
const DAYS = ['1899-12-31', '1970-01-01', '2000-02-29', '2024-12-30', '2026-01-01', null];

/** What stands in a column of hashes where nothing is written: Directus makes a hash, another each time, of what is. */
export const DIGEST = '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA';

export const ROWS: Content['rows'] = {
  lib_specimens: made(28, (place) => ({
    id: place,
    short_text: turn(SHORT_TEXTS, place),
    long_text: place % 5 === 0 ? null : `Specimen ${place}\nof the ${turn(['north', 'south', 'Süden'], place)}`,
    flag: turn([true, false, null], place),
    whole: turn([0, -1, 7, 2147483647, -2147483648, null], place),
    huge: turn(['0', '9007199254740993', '-9223372036854775807', '12', null], place),
    ratio: turn([0.5, -1.25, 3, 1024.5, null], place),
    exact: turn(['12345678901234.567891', '0.1', '-2.5', '100', null], place),
    day: turn(DAYS, place),
    clock: turn(['00:00:00', '09:30:00', '23:59:59', null], place),
    local_moment: turn(['2024-02-29T12:30:15', '1999-12-31T23:59:59', null], place),
    moment: turn(MOMENTS, place),
    document: turn([{ a: [1, 'two', null] }, [1, 2, 3], 'text', 5, true, null], place),
    labels: turn([['red', 'green'], ['blue'], [], null], place),
    token: turn([uuid(9, 1), uuid(9, 2), null], place),
    digest: turn([DIGEST, null], place),
    bytes: null,
    place: turn([{ type: 'Point', coordinates: [-85.4, 44.3] }, { type: 'Point', coordinates: [0, 0] }, null], place),
    track: turn([{ type: 'LineString', coordinates: LINE }, null], place),
    area: turn([null, { type: 'Polygon', coordinates: [RING] }], place),
    stops: turn([{ type: 'MultiPoint', coordinates: LINE }, null, null], place),
    tracks: turn([null, { type: 'MultiLineString', coordinates: [LINE, RING] }], place),
    areas: turn([{ type: 'MultiPolygon', coordinates: [[RING]] }, null], place),
    shape: turn(
      [
        { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] },
        { type: 'Polygon', coordinates: [RING] },
        null,
      ],
      place,
    ),
  })),
  lib_publishers: [
    { code: 'north', name: 'North & Sons', country: 'NO', founded: 1872 },
    { code: 'a/b', name: 'A slash B', country: 'CA', founded: 1999 },
    { code: 'Ümlaut 7', name: 'Ümlaut', country: 'DE', founded: null },
    { code: '007', name: 'Licensed', country: 'GB', founded: 1962 },
    { code: 'empty', name: 'Nobody', country: null, founded: 2024 },
  ],
  lib_shelves: made(15, (place) => ({
    number: String(9007199254740990n + BigInt(place)),
    label: place === 9 ? null : `Shelf ${place}`,
    parent: place === 1 ? null : String(9007199254740990n + BigInt(Math.floor(place / 2))),
  })),
  lib_languages: [
    { code: 'en-US', name: 'English' },
    { code: 'de', name: 'Deutsch' },
    { code: 'fr-CA', name: 'Français' },
  ],
  lib_tags: made(12, (place) => ({ id: place, name: `tag ${place}`, weight: turn([1, 5, 10, null], place) })),
  lib_books: made(BOOK, (place) => ({
    id: book(place),
    title: `${turn(['Rivers', 'Mountains', 'Cities', 'Oceans'], place)} of ${turn(['Norway', 'Québec', 'Iowa'], place)} ${place}`,
    isbn: place % 9 === 0 ? null : `978-${String(place).padStart(4, '0')}`,
    stage: turn(['published', 'draft', 'published', 'withdrawn'], place),
    pages: place % 7 === 0 ? null : place * 13,
    printed: turn(DAYS, place),
    secret_note: place % 2 === 0 ? `secret ${place}` : null,
    shelf: place % 6 === 0 ? null : String(9007199254740990n + BigInt((place % 15) + 1)),
    publisher: turn(['north', 'a/b', 'Ümlaut 7', '007', null], place),
  })),
  lib_books_tags: made(110, (place) => ({
    id: place,
    book: book((place % BOOK) + 1),
    tag: ((place * 5 + Math.floor(place / BOOK)) % 12) + 1,
    sort: place % 4 === 0 ? null : place % 5,
  })),
  lib_books_translations: made(70, (place) => ({
    id: place,
    book: book(((place * 3) % BOOK) + 1),
    language: turn(['en-US', 'de', 'fr-CA'], place + Math.floor(place / 20)),
    title: `Title ${place}`,
    blurb: place % 4 === 0 ? null : `Blurb of ${place}`,
  })),
  lib_notes: made(10, (place) => ({ id: place, body: place === 4 ? null : `Note ${place}` })),
  lib_quotes: made(8, (place) => ({
    id: quote(place),
    words: `Words ${place}`,
    speaker: turn(['Ada', 'Grace', null], place),
  })),
  lib_books_parts: made(50, (place) => ({
    id: place,
    book: book((place % 20) + 1),
    collection: place % 3 === 0 ? 'lib_quotes' : 'lib_notes',
    item: place % 3 === 0 ? quote((place % 8) + 1) : String((place % 10) + 1),
    sort: turn([3, 1, 2, null], place),
  })),
  lib_loans: made(1_250, (place) => ({
    id: place,
    book: place % 11 === 0 ? null : book((place % BOOK) + 1),
    reader: `reader ${place % 37}`,
    nights: place % 50 === 0 ? null : place % 30,
    lent_at: new Date(Date.UTC(2024, 0, 1) + place * 7_200_000).toISOString(),
  })),
  lib_odd_names: made(9, (place) => ({
    id: place,
    fooBar: `foo ${place}`,
    ISBN: place === 3 ? null : `isbn ${place}`,
    line_1: `line ${place % 4}`,
    type: turn(['a', 'b', null], place),
    filter: place % 3,
    group: turn(['x', 'y'], place),
    count: place * place,
    data: `data ${place}`,
    key: turn(['c', null], place),
    order: -place,
  })),
  lib_settings: [{ id: 1, motto: 'Read more', opening: '09:00:00' }],
};
