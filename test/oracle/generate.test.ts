import fc from 'fast-check';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { queries } from './generate.ts';
import type { Query } from './render.ts';

const schema = buildSchema(`
  type Query { books(filter: BookFilter, first: Int! = 10, order: [Order!]): [Book!]! book(id: ID!): Book any: [Any!] }
  type Book { id: ID! name: String title: String author: Person also(first: Int): [Book!] }
  type Person { id: ID! name: String books(first: Int): [Book!] }
  union Any = Book | Person
  input BookFilter { title: String, and: [BookFilter!] }
  enum Order { TITLE NAME }
`);

const FIRST = fc.record({ first: fc.nat(2) }, { requiredKeys: [] });
const BOOKS = fc.record(
  {
    first: fc.nat(2),
    order: fc.constantFrom(['TITLE'], null),
    filter: fc.constantFrom({ title: 'A "quoted" one' }, { and: [{ title: null }] }, null),
  },
  { requiredKeys: [] },
);

const space = {
  schema,
  roots: ['books', 'book', 'any'],
  args: (_: unknown, field: string) =>
    ({ books: BOOKS, also: FIRST, book: fc.record({ id: fc.constantFrom('1', '2') }) })[field],
};

const sample = fc.sample(queries(space), { seed: 1, numRuns: 1000 });

test('every query is valid, fields that can be merged included', () => {
  for (const { query } of sample) {
    expect(validate(schema, parse(query)).map(({ message }) => `${message}\n${query}`)).toEqual([]);
  }
});

test.each<[what: string, is: (query: Query) => boolean]>([
  ['aliases', ({ query }) => /\b(a|b): /.test(query)],
  ['swapped aliases', ({ query }) => /\bid: name\b.*\bname: id\b|\bname: id\b.*\bid: name\b/.test(query)],
  ['a root several times', ({ query }) => /^.*\bbook\(.*\bbook\(/.test(query)],
  ['named fragments', ({ query }) => /^fragment/m.test(query)],
  ['a fragment spread twice', ({ query }) => /\.\.\.(Q0F\d)\b[\s\S]*\.\.\.\1\b/.test(query)],
  ['inline fragments with a type and without', ({ query }) => /\.\.\. on Book/.test(query) && /\.\.\. \{/.test(query)],
  ['directives by literals', ({ query }) => /@skip\(if: (true|false)\)/.test(query)],
  ['directives by variables', ({ query }) => /@include\(if: \$/.test(query)],
  ['variables without a default', ({ query }) => /\$v\d+: ID![,)]/.test(query)],
  ['variables with a default', ({ query }) => /\$v\d+: \w+!? = /.test(query)],
  ['variables within a value', ({ query }) => /filter: \{ \w+: \$/.test(query)],
  ['enum values in a list', ({ query }) => /order: \[TITLE\]/.test(query)],
  ['__typename of a union', ({ query }) => /any \{ __typename/.test(query)],
  ['several operations', ({ operationName }) => operationName === 'Q0'],
])('there are %s', (_, is) => {
  expect(sample.filter(is).length).toBeGreaterThan(3);
});

test('a query stays within bounds', () => {
  expect(Math.max(...sample.map(({ query }) => query.length))).toBeLessThan(20_000);
});

test('a query shrinks to what matters', () => {
  const isHarmless = ({ query }: Query) => !query.includes('author');
  const { counterexample } = fc.check(fc.property(queries(space), isHarmless), { seed: 1, numRuns: 1000 });
  expect(counterexample?.[0].query.length).toBeLessThan(100);
});

test('a root field with required arguments that there are none for is a mistake', () => {
  expect(() => queries({ schema, roots: ['book'] })).toThrow('Query.book has required arguments: give the space some.');
});
