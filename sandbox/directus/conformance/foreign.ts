import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLInputObjectType,
  getNamedType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { CLERK } from '../../../test/oracle/cms-foreign/roles.ts';
import { as, type ConformanceRequest, everyone, items, service, type Topic } from './request.ts';

/*
 * What a Directus with the content model of test/oracle/cms-foreign is asked. Most of it is made of that model's schema: each
 * operator of each column, each way to group and to count, so that no type is left out.
 */

/** The schema that a real Directus answered the service with. */
export const FOREIGN_SCHEMA = new URL('../../../test/oracle/cms-foreign/schema.graphql', import.meta.url);

const schema = buildSchema(readFileSync(FOREIGN_SCHEMA, 'utf8'));

/** A query of the clerk, who lacks fields, rows and collections. */
const clerk = (query: string) => as(CLERK.token, query);

/** By column of `lib_specimens`: a value that rows have, and one that says something else to Directus or to the database. */
const OPERANDS: Readonly<Record<string, readonly [usual: unknown, odd: unknown]>> = {
  id: [3, 'x'],
  short_text: ['a_b', null],
  long_text: ['Specimen 3\nof the north', 7],
  flag: [true, null],
  whole: [7, 1.5],
  huge: ['9007199254740993', 'x'],
  ratio: [-1.25, '0.5'],
  exact: [0.1, '-2.5'],
  day: ['2000-02-29', '2024-12-30T23:00:00Z'],
  clock: ['09:30:00', '9'],
  local_moment: ['2024-02-29T12:30:15', '2024-02-29T12:30:15+02:00'],
  moment: ['1999-12-31T23:59:59Z', '1999-12-31T25:59:59+02:00'],
  labels: ['red,green', 'e'],
  token: ['00000009-0000-4000-8000-000000000001', 'x'],
};

/** PostGIS has an order of its own for shapes. */
const UNORDERED = ['place', 'shape'];

/** Each operator of each column, twice, and each part of each. */
function filters(): Topic {
  const type = schema.getType('lib_specimens_filter');
  if (!isInputObjectType(type)) throw new Error('Specimens have a filter.');
  return Object.fromEntries(
    Object.values(type.getFields()).flatMap(({ name, type: given }) => {
      const fields = getNamedType(given);
      if (!isInputObjectType(fields) || name.startsWith('_')) return [];
      if (!name.endsWith('_func'))
        return operators(fields, OPERANDS[name] ?? [true, false], (test) => ({ [name]: test }));
      return Object.values(fields.getFields()).flatMap((part) => {
        const tests = getNamedType(part.type);
        if (!isInputObjectType(tests)) return [];
        return operators(tests, [3, 59], (test) => ({ [name]: { [part.name]: test } })).slice(0, 4);
      });
    }),
  );
}

function operators(
  type: GraphQLInputObjectType,
  [usual, odd]: readonly [unknown, unknown],
  filterOf: (test: object) => object,
): [string, ConformanceRequest][] {
  const tests = Object.values(type.getFields()).filter(
    // PostGIS compares shapes; the stand-in cannot.
    ({ name }) => type.name !== 'geometry_filter_operators' || /null$/.test(name),
  );
  return tests.flatMap(({ name, type: operand }) =>
    [usual, odd].map((value): [string, ConformanceRequest] => {
      const one = /^_n?(null|empty)$|^_nnull$/.test(name) ? value === usual : value;
      const filter = filterOf({ [name]: isListType(operand) || /between$/.test(name) ? [one, usual] : one });
      const query = 'query ($filter: lib_specimens_filter) { lib_specimens(filter: $filter, sort: ["id"]) { id } }';
      return [JSON.stringify(filter), service(query, { filter })];
    }),
  );
}

const columnsOf = (name: string) => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is an object.`);
  return Object.values(type.getFields());
};

/** Each column read, sorted by, grouped by and counted. */
function columns(): Topic {
  const read = columnsOf('lib_specimens').flatMap(({ name, type }): [string, ConformanceRequest][] => {
    const parts = getNamedType(type);
    const selection = isObjectType(parts) ? ` { ${Object.keys(parts.getFields()).join(' ')} }` : '';
    const own: [string, ConformanceRequest] = [
      `${name} read`,
      service(`{ lib_specimens(sort: ["id"], limit: 12, filter: { id: { _neq: 3 } }) { id ${name}${selection} } }`),
    ];
    if (selection) return [own];
    const groups: [string, ConformanceRequest] = [
      `${name} grouped`,
      service(
        `{ lib_specimens_aggregated(groupBy: ["${name}"]${name === 'id' ? ', limit: 3' : ''}) { group count { id } } }`,
      ),
    ];
    return [
      own,
      ...(UNORDERED.includes(name) ? [] : [groups]),
      [`${name} sorted`, service(`{ lib_specimens(sort: ["-${name}", "id"], limit: 8) { id } }`)],
      [`${name} counted`, service(`{ lib_specimens_aggregated { count { ${name} } countDistinct { ${name} } } }`)],
    ];
  });
  const computed = columnsOf('lib_specimens_aggregated_fields').map(({ name }): [string, ConformanceRequest] => [
    `${name} computed`,
    service(
      `{ lib_specimens_aggregated { avg { ${name} } avgDistinct { ${name} } sum { ${name} } sumDistinct { ${name} } min { ${name} } max { ${name} } } }`,
    ),
  ]);
  return Object.fromEntries([...read, ...computed]);
}

const SHELF = '9007199254740992';
const BOOK = '00000001-0000-4000-8000-000000000003';

const RELATIONS: Topic = {
  'a key that is a text with a slash': service(
    '{ lib_publishers_by_id(id: "a/b") { code name books(sort: ["id"], limit: 2) { title } } }',
  ),
  'a key that looks like a number': service('{ lib_publishers_by_id(id: "007") { code } }'),
  'a key with letters past ASCII': service('{ lib_publishers_by_id(id: "Ümlaut 7") { code books_func { count } } }'),
  'a key past 2^53': service(`{ lib_shelves_by_id(id: "${SHELF}") { number parent { number } children { number } } }`),
  'keys past 2^53': service(
    `{ lib_shelves(filter: { number: { _in: ["${SHELF}", "9007199254740994"] } }, sort: ["number"]) { number label } }`,
  ),
  'a key that is no UUID': service('{ lib_books_by_id(id: "x") { id } }'),
  'a key that no row has': service('{ lib_tags_by_id(id: 999) { id } }'),
  'a tree': service(
    '{ lib_shelves(filter: { parent: { _null: true } }) { number children(sort: ["number"]) { number children(sort: ["number"]) { number parent { parent { number } } } } } }',
  ),
  'a row and all that hangs on it': service(
    `{ lib_books_by_id(id: "${BOOK}") { title shelf { label } publisher { name } tags(sort: ["id"]) { id sort tag { name } } translations(sort: ["id"]) { language { name } title } parts(sort: ["id"]) { id collection item { ... on lib_notes { body } ... on lib_quotes { words } } } loans(limit: 2, sort: ["id"]) { id reader } loans_func { count } } }`,
  ),
  'a list past a thousand rows': service(
    '{ lib_loans_aggregated { countAll sum { nights } } lib_loans(offset: 1247, sort: ["id"]) { id lent_at } }',
  ),
  'a filter by a part of a date, two relations down': service(
    `{ lib_books_tags(sort: ["id"], limit: 2) { id book { id loans(filter: { lent_at_func: { hour: { _gte: 0 } } }, sort: ["id"], limit: 1) { id } } } }`,
  ),
  'a filter through to-one': service(
    '{ lib_books(filter: { publisher: { country: { _eq: "NO" } } }, sort: ["id"], limit: 3) { id } }',
  ),
  'a filter through to-many': service(
    '{ lib_tags(filter: { books: { book: { title: { _contains: "Iowa" } } } }, sort: ["id"]) { id } }',
  ),
  'a filter with _some and _none': service(
    '{ lib_books(filter: { _and: [{ tags: { _some: { sort: { _eq: 1 } } } }, { loans: { _none: { nights: { _null: true } } } }] }, sort: ["id"], limit: 5) { id } }',
  ),
  'a filter through many-to-any': service(
    '{ lib_books(filter: { parts: { item__lib_quotes: { speaker: { _eq: "Ada" } } } }, sort: ["id"], limit: 5) { id } }',
  ),
  'a filter by how many there are': service(
    '{ lib_books(filter: { loans_func: { count: { _gt: 20 } } }, sort: ["id"], limit: 5) { id } }',
  ),
  'an order through to-one': service('{ lib_books(sort: ["publisher.name", "-pages", "id"], limit: 5) { id } }'),
  'odd names': service(
    '{ lib_odd_names(filter: { ISBN: { _nnull: true }, key: { _eq: "c" } }, sort: ["order"], limit: 3) { id fooBar ISBN line_1 type filter group count data key order } }',
  ),
  'odd names in groups': service(
    '{ lib_odd_names_aggregated(groupBy: ["type", "group"], sort: ["type", "group"]) { group count { id } sum { count order } } }',
  ),
  'a collection of one row': service('{ lib_settings { id motto opening opening_func { hour } } }'),
  'the public and what hangs on rows that it may not read': everyone(
    '{ lib_tags(sort: ["id"], limit: 3) { id books(sort: ["id"], limit: 4) { id book { id title } } } }',
  ),
  'the public and a field that it may not read': everyone('{ lib_books(limit: 1) { secret_note } }'),
  'the public and a collection that it may not read': everyone('{ lib_loans { id } }'),
  'a clerk and rows that are hidden': clerk(
    '{ lib_books(filter: { stage: { _eq: "withdrawn" } }) { id } lib_shelves_aggregated { countAll } }',
  ),
  'a clerk and what refers to rows that are hidden': clerk(
    '{ lib_loans(sort: ["id"], limit: 8) { id book { id stage } } }',
  ),
  'a clerk and a field behind a relation': clerk('{ lib_loans(limit: 1) { nights } }'),
  'a clerk and counts of rows that are hidden': clerk(
    '{ lib_shelves(sort: ["number"], limit: 6) { number children_func { count } books_func { count } } }',
  ),
  'a clerk and a filter behind rows that are hidden': clerk(
    '{ lib_loans(filter: { book: { stage: { _eq: "withdrawn" } } }, limit: 3, sort: ["id"]) { id } }',
  ),
};

/** Values that cannot be written, by column: none of these leaves a trace. */
const REFUSED: Topic = Object.fromEntries(
  Object.entries({
    short_text: 's'.repeat(41),
    flag: 'perhaps',
    whole: 2 ** 31,
    huge: '9223372036854775808',
    ratio: 'x',
    exact: '123456789012345.5',
    day: '2024-02-30',
    clock: '25:00:00',
    local_moment: 'x',
    moment: '2024-13-01T00:00:00Z',
    token: 'x',
    place: { type: 'Polygon', coordinates: [] },
    track: 'x',
  }).map(([column, value]) => [column, items('POST', '/items/lib_specimens?fields=id', { id: 901, [column]: value })]),
);

export const FOREIGN_TOPICS: Readonly<Record<string, Topic>> = {
  filters: filters(),
  columns: columns(),
  relations: RELATIONS,
  refused: REFUSED,
};
