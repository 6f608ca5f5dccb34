import { buildSchema, parse, printSchema, validate } from 'graphql';
import { expect, test } from 'vitest';
import { cut } from './cut.ts';

const GRAPH = buildSchema(`
type Query {
  articles(limit: Int, version: String, by: Draft, sort: [Sort!]): [Article]
  pages(limit: Int, version: String): [Article]
  needs(key: ID!, size: Int! = 3): Int
}
interface Titled { title(draft: Boolean): String }
type Article implements Titled { title(draft: Boolean): String note: String }
input Draft { of: ID }
enum Sort { TITLE NOTE }
`);

const cutText = (...hidden: string[]) => printSchema(cut(GRAPH, hidden));

test('an argument is hidden where its field has it, and nowhere else', () => {
  const text = cutText('Query.articles(version:)');
  expect(text).toContain('articles(limit: Int, by: Draft, sort: [Sort!]): [Article]');
  expect(text).toContain('pages(limit: Int, version: String): [Article]');
});

test('for who lacks it, it does not exist: not in validation, not in its suggestions', () => {
  const errors = validate(
    cut(GRAPH, ['Query.*(version:)']),
    parse('{ articles(version: "x", versio: "y") { title } }'),
  );
  expect(errors.map(({ message }) => message)).toEqual([
    'Unknown argument "version" on field "Query.articles".',
    'Unknown argument "versio" on field "Query.articles".',
  ]);
});

test('a pattern for fields does not reach into arguments, nor one for arguments to fields', () => {
  expect(cutText('Query.*version*')).toBe(printSchema(GRAPH));
  expect(cutText('*(version:)')).toBe(printSchema(GRAPH));
});

test('an argument of an interface is hidden by its own rule', () => {
  expect(cutText('*.title(draft:)')).not.toContain('draft');
});

test('an argument of a hidden type goes with it, values and inputs by themselves', () => {
  const text = cutText('Draft', 'Sort.NOTE', 'Article.note');
  expect(text).toContain('articles(limit: Int, version: String, sort: [Sort!]): [Article]');
  expect(text).not.toMatch(/Draft|NOTE|note/);
});

test('an argument that its field cannot be asked without is not hidden by mistake', () => {
  expect(() => cutText('Query.needs(key:)')).toThrow('Query.needs needs its key: hide the field as well.');
  expect(cutText('Query.needs(size:)')).toContain('needs(key: ID!): Int');
  expect(cutText('Query.needs', 'Query.needs(key:)')).not.toContain('needs');
});

test('a type without fields goes with the fields that return it, and with what only they lead to', () => {
  expect(cutText('Article.*')).toBe('type Query {\n  needs(key: ID!, size: Int! = 3): Int\n}');
});

test('what implements an interface stays with it, and what nothing leads to does not', () => {
  const graph = buildSchema(`
    type Query { any: Titled }
    interface Titled { title: String }
    type Book implements Titled { title: String by: Author }
    type Author implements Named { name: String }
    interface Named { name: String }
    type Town implements Named { name: String }
    type Unused { name: String }
  `);
  const { Unused, ...types } = graph.getTypeMap();
  expect(Object.keys(cut(graph, []).getTypeMap()).toSorted()).toEqual(Object.keys(types).toSorted());
  expect(Unused).toBeDefined();
});
