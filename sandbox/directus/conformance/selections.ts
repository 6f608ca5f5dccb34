import { everyone, service, system, type Topic } from './request.ts';

/** How fields can be requested: aliases, fragments, directives, the same field twice; and items by their keys. */
export const SELECTIONS: Topic = {
  aliases: service(
    '{ all: cms_articles(limit: 1) { key: id name: title of: author { n: name } ts: tags { g: tag { s: slug } } } }',
  ),
  'swapped aliases at a root are answered wrongly': service('{ cms_articles(limit: 2) { title: id id: title } }'),
  'an alias that is another field changes that one': service('{ cms_articles(limit: 1) { slug: title other: slug } }'),
  'aliases further down are right': service('{ cms_articles(limit: 1) { author { name: id id: name } } }'),
  'a relation twice, under aliases': service(
    '{ cms_articles(limit: 1) { a: tags(limit: 1) { id } b: tags(limit: 1, sort: ["-id"]) { id } } }',
  ),
  'a relation under the name of a field': service('{ cms_articles(limit: 1) { title: author { name } } }'),
  'a relation under the name of a field that is asked for, too': service(
    '{ cms_articles(limit: 1) { title: author { name } t: title } }',
  ),
  'a relation in two selections': service('{ cms_articles(limit: 1) { author { id } author { name } } }'),
  'a root in two selections: the first is fetched': service(
    '{ cms_articles(limit: 1) { id } cms_articles(limit: 1) { excerpt } }',
  ),
  'a root in two selections: what may not be null breaks': service(
    '{ cms_articles(limit: 1) { id } cms_articles(limit: 1) { title } }',
  ),
  'a root twice, under aliases': service(
    '{ a: cms_articles(limit: 1) { id } b: cms_articles(limit: 1, offset: 3) { id } }',
  ),
  'a fragment': service(
    '{ cms_articles(limit: 1) { ...F } } fragment F on cms_articles { t: title author { ...A } } fragment A on cms_authors { n: name a: articles(limit: 1) { id } }',
  ),
  'a relation under an alias in a fragment at a root is null': service(
    '{ cms_articles(limit: 1) { ...F } } fragment F on cms_articles { a: author { name } }',
  ),
  'an inline fragment': service(
    '{ cms_articles(limit: 1) { ... on cms_articles { id tags(limit: 1) { ... on cms_articles_tags { id } } } } }',
  ),
  'an inline fragment without a type breaks': service('{ cms_articles(limit: 1) { ... @include(if: true) { id } } }'),
  '@skip and @include': service(
    'query ($yes: Boolean!) { cms_articles(limit: 1) { id @skip(if: $yes) slug @include(if: $yes) author @skip(if: true) { id } } }',
    { yes: true },
  ),
  __typename: service('{ __typename cms_articles(limit: 1) { __typename author { __typename id } } }'),
  '__typename alone makes a to-one null': service('{ cms_articles(limit: 1) { author { __typename } } }'),
  '__typename alone makes a to-many null': service('{ cms_articles(limit: 1) { tags { __typename } } }'),
  '__typename alone at a root': service('{ cms_articles(limit: 2) { __typename } }'),

  'by its key': service('{ cms_articles_by_id(id: 1) { id slug } }'),
  'by its key, as a string': service('{ cms_articles_by_id(id: "1") { id tags { tag { name } } } }'),
  'by its key, in a variable': service('query ($id: ID!) { cms_articles_by_id(id: $id) { id } }', { id: 3 }),
  'by a key that is nobody’s': service('{ cms_articles_by_id(id: 999) { id } cms_tags(limit: 1) { id } }'),
  'by a key that is not published': everyone('{ cms_articles_by_id(id: 55) { id } }'),
  'by a key that is no number': service('{ cms_articles_by_id(id: "x") { id } }'),
  'by a key that no integer holds': service('{ cms_articles_by_id(id: "99999999999") { id } }'),
  'by an empty key': service('{ cms_articles_by_id(id: "") { id } }'),
  'by no key': service('{ cms_articles_by_id(id: null) { id } }'),
  'a block of a page that is not published': everyone('{ cms_block_richtext_by_id(id: 6) { id } }'),
  'by a version': service('{ cms_articles_by_version(id: 1, version: "x") { id } }'),
  'by its key and a version': service('{ cms_articles_by_id(id: 1, version: "x") { id } }'),
  'the version "main" is the row itself': service('{ cms_articles_by_id(id: 1, version: "main") { id } }'),
  'by its key and a version, for who may read none': everyone('{ cms_articles_by_id(id: 1, version: "x") { id } }'),
  'by a version, for who may read none': everyone('{ cms_articles_by_version(id: 1, version: "x") { id } }'),
  versions: system('{ versions(limit: 1) { key } }'),
  'versions, for who may read none': { ...everyone('{ versions(limit: 1) { key } }'), path: '/graphql/system' },
  'a version of a singleton': service('{ cms_site_settings(version: "x") { id } }'),

  'a default of a variable': service('query ($n: Int = 2) { cms_articles(limit: $n) { id } }'),
  'several operations need a name': service('query A { __typename } query B { __typename }'),
  'a variable of the wrong type': service('query ($n: Int) { cms_articles(limit: $n) { id } }', { n: 'x' }),
  'a variable that must be given': service('query ($n: Int!) { cms_articles(limit: $n) { id } }'),
  'variables that are no object': service('{ __typename }', 'x'),
  'a failing root takes its siblings with it': service(
    '{ cms_tags(limit: 1) { id } cms_articles(sort: ["nope"]) { id } }',
  ),
  'a failing item leaves its siblings': service('{ a: cms_tags_by_id(id: 1) { id } b: cms_tags_by_id(id: 99) { id } }'),
  'no mutations for who may only read': everyone('mutation { delete_cms_tags_item(id: 1) { id } }'),
  'a subscription as a query': service('subscription { cms_tags_mutated { key } }'),
};
