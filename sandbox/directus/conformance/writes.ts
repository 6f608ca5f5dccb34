import { type ConformanceRequest, everyone, items, service, type Topic } from './request.ts';

const NEW = 100_001;
const LONG = 'a'.repeat(256);

const post = (collection: string, body: unknown) => items('POST', `/items/${collection}?fields=id`, body);
const patch = (path: string, body: unknown) => items('PATCH', `/items/${path}?fields=id`, body);
const remove = (path: string, body?: unknown) => items('DELETE', `/items/${path}`, body);
const article = (values: object): ConformanceRequest =>
  post('cms_articles', { id: NEW, slug: 'a-new-one', title: 'A new one', author: 1, ...values });
const shown = service(
  `{ cms_articles(filter: { id: { _eq: ${NEW} } }) { id title status published_at series_codes company_ids author { name } tags { sort tag { name } } } }`,
);

/** Writes, in this order; what they make they delete again. */
export const WRITES: Topic = {
  'without a value that must be there': post('cms_tags', { name: 'Nameless' }),
  'without several': post('cms_tags', {}),
  'with null where a value must be': post('cms_tags', { name: null, slug: 'nobody' }),
  'with a value that another one has': post('cms_tags', { name: 'Maps again', slug: 'maps' }),
  'with the key of another one': post('cms_tags', { id: 1, name: 'One', slug: 'one-again' }),
  'with a text that does not look as it must': post('cms_tags', { name: 'Bad', slug: 'Bad Slug' }),
  'with null where a text must look a certain way': post('cms_tags', { name: 'Bad', slug: null }),
  'with a text that may be missing and does not look as it must': article({ region_code: 'nowhere' }),
  'with a text that is too long': post('cms_tags', { name: LONG, slug: 'long' }),
  'with another text that is too long: the first is named': post('cms_tags', { slug: LONG, name: 'Long' }),
  'with a key past what the column holds': post('cms_tags', { id: 99999999999, name: 'Big', slug: 'big' }),
  'with a reference to what is not there': article({ author: 9999 }),
  'with a reference to a file that is not there': article({ cover: 'f1000000-0000-4000-8000-0000000000ff' }),
  'with a key that is no UUID': article({ cover: 'nope' }),
  'with a moment that is none': article({ published_at: 'nope' }),
  'with a related row that lacks a value': article({ author: { job_title: 'Editor' } }),
  'with a related row further down that lacks one': article({ tags: [{ tag: 1 }, { tag: { name: 'Slugless' } }] }),
  'with a related row whose value another one has': article({ tags: [{ tag: { name: 'Maps', slug: 'maps' } }] }),
  'many, of which one cannot be': post('cms_tags', [
    { id: NEW, name: 'First', slug: 'first-of-two' },
    { id: NEW + 1, name: 'Second', slug: 'maps' },
  ]),
  'and none of them is there': service(`{ cms_tags(filter: { id: { _gte: ${NEW} } }) { id } }`),
  none: post('cms_tags', []),
  'several, told in the order of their keys': post('cms_tags', [
    { id: NEW + 2, name: 'Second', slug: 'second' },
    { id: NEW + 1, name: 'First', slug: 'first' },
  ]),
  'and deleted': remove('cms_tags', [NEW + 2, NEW + 1]),

  'one, with rows that it refers to': article({
    author: 1,
    published_at: '1990-01-02T03:04:05.000Z',
    series_codes: ['A:1', 'A:2'],
    company_ids: null,
    tags: [
      { tag: 1, sort: 2 },
      { tag: { id: NEW, name: 'New', slug: 'new-tag' }, sort: 1 },
    ],
  }),
  'and it is there': shown,
  'a change': patch(`cms_articles/${NEW}`, { title: 'Another title', author: { id: 2 } }),
  'a list in the place of another': patch(`cms_articles/${NEW}`, { tags: [{ tag: { id: NEW, name: 'Newer' } }] }),
  'and it is changed': shown,
  'a change of the key is overlooked': patch(`cms_articles/${NEW}`, { id: NEW + 1 }),
  'a change to a value that another one has': patch(`cms_articles/${NEW}`, { slug: 'maps-and-more', id: 1 }),
  'a change of nothing': patch(`cms_articles/${NEW}`, {}),
  'a change to null where a value must be': patch(`cms_articles/${NEW}`, { title: null }),
  'a change to null where a row must be': patch(`cms_articles/${NEW}`, { author: null }),
  'a change to null where there is a default': patch(`cms_articles/${NEW}`, { excerpt: null }),
  'a list that rows may not leave': patch('cms_authors/2', { articles: [] }),
  'a change to a related row that is not there': patch(`cms_articles/${NEW}`, { author: { id: 9999 } }),
  'a change of what is not there': patch('cms_articles/199999', { title: 'x', excerpt: 'y' }),
  'a change of nothing in what is not there': patch('cms_articles/199999', {}),
  'a change of several': patch('cms_articles', { keys: [NEW], data: { title: 'One of several' } }),
  'a change of several, of which one is not there': patch('cms_articles', {
    keys: [NEW, 199_999],
    data: { title: 'x' },
  }),
  'a change of no rows': patch('cms_articles', { keys: [], data: { title: 'x' } }),
  'an empty list in the place of another': patch(`cms_articles/${NEW}`, { tags: [], series_codes: [] }),
  'and it is empty': shown,
  'a change of a singleton': patch('cms_site_settings', { id: 1 }),

  'deletion of what is not there': remove('cms_tags/199999'),
  'deletion by what is no key': remove('cms_tags/nope'),
  'deletion of several, of which one is not there': remove('cms_tags', [NEW, 199_999]),
  'deletion of one twice': remove('cms_tags', [NEW, NEW]),
  'deletion of none': remove('cms_tags', []),
  deletion: remove(`cms_articles/${NEW}`),
  'deletion of several': remove('cms_tags', [NEW]),
  'and they are gone': service(
    `{ cms_articles(filter: { id: { _gte: ${NEW} } }) { id } cms_tags(filter: { id: { _gte: ${NEW} } }) { id } }`,
  ),

  'by mutations, one after another': service(
    `mutation {
      create_cms_tags_item(data: { id: ${NEW}, name: "A", slug: "by-mutation" }) { id n: name }
      again: create_cms_tags_item(data: { id: ${NEW + 1}, name: "A", slug: "by-mutation" }) { id }
      create_cms_tags_items(data: [{ id: ${NEW + 2}, name: "B", slug: "b-b" }, { id: ${NEW + 3}, name: "C", slug: "c-c" }]) { id name articles_func { count } }
      update_cms_tags_item(id: ${NEW}, data: { name: "AA" }) { name }
      update_cms_tags_items(ids: [${NEW + 3}, ${NEW + 2}], data: { name: "Same" }) { id name }
      update_cms_tags_batch(data: [{ id: ${NEW + 3}, name: "X" }, { id: ${NEW + 2}, name: "Y" }]) { id name }
      update_cms_site_settings(data: { id: 1 }) { id }
    }`,
  ),
  'a mutation of what is not there': service(
    'mutation { update_cms_tags_item(id: 199999, data: { name: "AA" }) { name } delete_cms_tags_item(id: 199999) { id } }',
  ),
  'a mutation with two values that cannot be: one is told': service(
    `mutation { update_cms_tags_item(id: ${NEW}, data: { name: null, slug: "Bad Slug" }) { id } }`,
  ),
  'a mutation that refers to a row that is there must say all of it': service(
    `mutation { create_cms_articles_item(data: { id: ${NEW}, title: "A", slug: "a-1", excerpt: "", body: "", series_codes: [], author: { id: 2, job_title: "", bio: "" } }) { id } }`,
  ),
  'deletion by mutations': service(
    `mutation { delete_cms_tags_item(id: ${NEW}) { id } delete_cms_tags_items(ids: [${NEW + 2}, ${NEW + 3}]) { ids } }`,
  ),

  'without a row that must be there': post('cms_articles', { slug: 'nobody', title: 'Nobody' }),
  'with nothing but what must be there': article({ published_at: '1990-01-02T03:04:05.000Z' }),
  'and the rest is as the defaults say': shown,
  'deletion of what a row must refer to': remove('cms_authors/1'),
  'deletion of the row': remove(`cms_articles/${NEW}`),

  'of a collection that is not there': post('nope', {}),
  'of files, as if they were items': post('directus_files', {}),
  'by who may not write': { ...post('cms_tags', { name: 'x', slug: 'x' }), headers: everyone('').headers },
};
