import fc from 'fast-check';
import type { Write } from './writes.ts';

type Value = fc.Arbitrary<unknown>;

const oneOf = (...values: readonly unknown[]): Value => fc.constantFrom(...values);
const numbered = (make: (place: number) => unknown, max: number) => fc.integer({ min: 1, max }).map(make);

const uuid = (of: number, place: number) =>
  `${String(of).padStart(8, '0')}-0000-4000-8000-${String(place).padStart(12, '0')}`;
const book = numbered((place) => uuid(1, place), 64);
const shelf = numbered((place) => String(9007199254740990n + BigInt(place)), 18);
const publisher = oneOf('north', 'a/b', 'Ümlaut 7', '007', 'empty', 'new', 'another');
const tag = numbered(String, 16);
const loan = numbered(String, 30);
const junction = numbered((place) => String(place * 7), 30);

/** Some of the fields; a key that is always there identifies what is made. */
const some = (fields: Readonly<Record<string, Value>>, ...always: readonly string[]): Value =>
  fc.record(fields, { requiredKeys: [...always] });

const flatTag = { id: tag, name: numbered((place) => `tag ${place}`, 16), weight: oneOf(1, 5, null) };
const flatPublisher = {
  code: publisher,
  name: oneOf('North', 'South', 'n'.repeat(256)),
  country: oneOf('NO', 'CA', null),
  founded: oneOf(1872, 1999, null),
};
const flatBook = {
  id: book,
  title: oneOf('Rivers', 'Lakes', 'Ænima', 't'.repeat(81)),
  isbn: numbered((place) => `978-${String(place).padStart(4, '0')}`, 70),
  stage: oneOf('draft', 'published', 'withdrawn', null),
  pages: oneOf(0, 13, 1000, null),
  printed: oneOf('2000-02-29', '1899-12-31', null),
};

/** A related row: by its key alone, changed, or made. */
const related = (key: string, fields: Readonly<Record<string, Value>>): Value =>
  fc.oneof(
    { weight: 3, arbitrary: some({ [key]: fields[key] ?? fc.constant(null) }, key) },
    { weight: 1, arbitrary: some(fields, key, ...(key === 'code' || fields === flatTag ? ['name'] : [])) },
  );

/** Rows of a list; each one once. */
const rowsOf = (fields: Readonly<Record<string, Value>>): Value =>
  fc.uniqueArray(some(fields, ...Object.keys(fields).slice(0, 2)), {
    maxLength: 3,
    selector: (row) => Object(row).id,
  });

const tagged = { id: junction, tag: related('id', flatTag), sort: oneOf(1, 2, null) };

/** What rows are written by: the fields of each type, by the names of the graph, and those that are needed to make one. */
const ROWS = {
  LibTag: { fields: flatTag, needed: ['id', 'name'], key: tag },
  LibPublisher: { fields: flatPublisher, needed: ['code', 'name'], key: publisher },
  LibShelve: {
    fields: { number: shelf, label: oneOf('Top', 'Bottom', null), parent: related('number', { number: shelf }) },
    needed: ['number'],
    key: shelf,
  },
  LibBook: {
    fields: {
      ...flatBook,
      shelf: fc.oneof(fc.constant(null), related('number', { number: shelf, label: oneOf('Left', 'Right') })),
      publisher: fc.oneof(fc.constant(null), related('code', flatPublisher)),
      tags: rowsOf(tagged),
    },
    needed: ['id', 'title'],
    key: book,
  },
  LibLoan: {
    fields: {
      id: loan,
      book: fc.oneof(fc.constant(null), related('id', { id: book })),
      reader: oneOf('Ada', null),
      nights: oneOf(1, 14, null),
      lentAt: oneOf('2025-03-01T10:00:00.000Z', '2024-12-31T23:59:59.000Z', null),
    },
    needed: ['id'],
    key: loan,
  },
  LibSpecimen: {
    fields: {
      id: numbered(String, 32),
      shortText: oneOf('Ænima', '', 'null', 's'.repeat(41), null),
      longText: oneOf('long\ntext', null),
      flag: oneOf(true, false, null),
      whole: oneOf(0, -2147483648, 2147483647, null),
      huge: oneOf('9223372036854775807', '-12', 12, null),
      ratio: oneOf(0.5, -1.25, null),
      exact: oneOf('12345678901234.567891', 0.25, '-7', null),
      track: oneOf(
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
        null,
      ),
      shape: oneOf({ type: 'Point', coordinates: [1.5, 2.5] }, null),
      day: oneOf('2024-02-29', null),
      clock: oneOf('09:30:00', '23:59:59', null),
      localMoment: oneOf('2024-02-29T12:30:15.000Z', null),
      moment: oneOf('2024-02-29T12:30:15.000Z', null),
      document: oneOf({ a: [1, null] }, [1, 'two'], 7, false, null),
      labels: oneOf(['red', 'blue'], [], null),
      token: oneOf(uuid(9, 3), null),
      place: oneOf({ type: 'Point', coordinates: [1.5, 2.5] }, null),
    },
    needed: ['id'],
    key: numbered(String, 32),
  },
} satisfies Readonly<
  Record<string, { fields: Readonly<Record<string, Value>>; needed: readonly string[]; key: Value }>
>;

/** Random writes: of one row and of many, with related rows, and with values and keys that cannot be. */
export function writes(): fc.Arbitrary<Write> {
  const settings = some({ motto: oneOf('Read', 'm'.repeat(256), null), opening: oneOf('08:00:00', null) }).map(
    (data): Write => ({ type: 'CmsLibSettings', kind: 'update', rows: 'singleton', args: { data } }),
  );
  return fc.oneof(settings, ...Object.entries(ROWS).flatMap(([name, row]) => [ofRow(`Cms${name}`, row)]));
}

function ofRow(type: string, { fields, needed, key }: (typeof ROWS)[keyof typeof ROWS]): fc.Arbitrary<Write> {
  const keyField = needed[0] ?? 'id';
  const { [keyField]: _, ...changes } = fields as Readonly<Record<string, Value>>;
  const made = some(fields, ...needed);
  const change = some(changes);
  const id = key.map(String);
  const ids = fc.uniqueArray(id, { maxLength: 3 });
  const rows = fc.uniqueArray(made, { maxLength: 3, selector: (row) => Object(row)[keyField] });
  const one = <Args extends Write['args']>(kind: Write['kind'], args: fc.Arbitrary<Args>, many = false) =>
    args.map((given): Write => ({ type, kind, rows: many ? 'many' : 'one', args: given }));
  return fc.oneof(
    one('create', fc.record({ data: made })),
    one('create', fc.record({ data: rows }), true),
    one('update', fc.record({ id, data: change })),
    one('update', fc.record({ ids, data: change }), true),
    one('delete', fc.record({ id })),
    one('delete', fc.record({ ids }), true),
  );
}
