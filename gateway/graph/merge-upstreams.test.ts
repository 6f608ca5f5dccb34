import { buildSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { mergeUpstreams } from './merge-upstreams.ts';

const merge = (...texts: string[]) =>
  mergeUpstreams(
    texts.map((text) => ({ schema: buildSchema(text) })),
    new Map([['Query', 'All of it.']]),
  );

test('a type of several upstreams has the fields of all, and refers to the types of one schema', () => {
  const books = 'scalar Day type Query { book: Book page: Page } type Book { on: Day } type Page { first: Int }';
  const films =
    'scalar Day type Query { film: Film } type Film { on(after: Day): Day page: Page } type Page { last: Int }';
  expect(printSchema(merge(books, films))).toBe(`scalar Day

"""All of it."""
type Query {
  book: Book
  page: Page
  film: Film
}

type Book {
  on: Day
}

type Page {
  first: Int
  last: Int
}

type Film {
  on(after: Day): Day
  page: Page
}`);
});

test('other types with the same name are refused, with what to do', () => {
  const sorted = (values: string) => `type Query { a(by: Order): Int } enum Order { ${values} }`;
  expect(() => merge(sorted('UP'), sorted('DOWN'))).toThrow('Several upstreams have a type Order: rename one');
});
