import { buildSchema, getOperationAST, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainDocument } from './plain-document.ts';

const schema = buildSchema(`
  type Query { shelf(first: Int): Shelf }
  type Shelf { name: String books: [Book!] items: [Item!] }
  type Book { title: String }
  type Map { scale: Int }
  union Item = Book | Map
`);

function plain(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document, undefined);
  if (!operation) throw new Error('No operation.');
  return print(plainDocument(schema, document, operation, variables)).replaceAll(/\s+/g, ' ');
}

describe('the plainest form of an operation', () => {
  it('has fragments spread, and selections of one response key merged', () => {
    expect(
      plain(`{ shelf(first: 2) { ...F ... { books { ... on Book { __typename } } } } shelf(first: 2) { books { title } } }
        fragment F on Shelf { label: name }`),
    ).toBe('{ shelf(first: 2) { label: name books { __typename title } } }');
  });

  it('has directives applied', () => {
    const query = 'query ($a: Boolean!) { shelf { name @include(if: $a) books @skip(if: $a) { title } } }';
    expect(plain(query, { a: true })).toBe('query ($a: Boolean!) { shelf { name } }');
    expect(plain(query, { a: false })).toBe('query ($a: Boolean!) { shelf { books { title } } }');
  });

  it('has an empty selection of an object of which everything is skipped', () => {
    expect(plain('{ shelf { name @skip(if: true) } }')).toBe('{ shelf }');
  });

  it('has a fragment for each type that an abstract one can be', () => {
    expect(plain('{ shelf { items { __typename ... on Map { scale } } } }')).toBe(
      '{ shelf { items { ... on Book { __typename } ... on Map { __typename scale } } } }',
    );
  });

  it('has the fragments of introspection spread as well', () => {
    const query = '{ ...F __schema { types { name } } } fragment F on Query { __type(name: "Book") { ...T } }';
    expect(plain(`${query} fragment T on __Type { kind ofType { ...U } } fragment U on __Type { name }`)).toBe(
      '{ __type(name: "Book") { kind ofType { name } } __schema { types { name } } }',
    );
  });
});
