import { everyone, service, type Topic } from './request.ts';

/** Articles and authors in turn, so many of them. */
const turns = (depth: number, isOfArticle = true): string => {
  if (depth === 1) return 'id';
  return isOfArticle ? `author { id ${turns(depth - 1, false)} }` : `articles(limit: 1) { id ${turns(depth - 1)} }`;
};

/** What hangs on an item: to-one, to-many, many-to-any. */
export const RELATIONS: Topic = {
  'ten rows deep': service(`{ cms_articles(limit: 1, sort: ["id"]) { id ${turns(10)} } }`),
  'eleven rows deep is refused': service(`{ cms_articles(limit: 1, sort: ["id"]) { id ${turns(11)} } }`),
  'to-one, to-many and a file': service(
    '{ cms_articles(limit: 2) { id author { name } cover { id filesize } tags { sort tag { slug } } } }',
  ),
  'to-one of nothing is null': service('{ cms_articles(filter: { id: { _eq: 56 } }) { cover { id } } }'),
  'to-one that may not be seen is null': everyone(
    '{ cms_tags(limit: 1) { articles(limit: 2, sort: ["id"]) { id article { id } } } }',
  ),
  'to-one with a filter that fails': service(
    '{ cms_articles(limit: 2) { author(filter: { id: { _eq: 2 } }) { id } } }',
  ),
  'to-one with a list of keys: the filter is lost': service(
    '{ cms_articles(limit: 2) { author(filter: { id: { _in: ["3"] } }) { id } } }',
  ),
  'to-one with an offset: of all together': service('{ cms_articles(limit: 2) { author(offset: 1) { id } } }'),
  'to-one with a search': service('{ cms_articles(limit: 2) { author(search: "lindqvist") { id } } }'),
  'to-many, in the order of its sort field': service('{ cms_articles(limit: 2) { tags { sort } } }'),
  'to-many without anyone': service(
    '{ cms_articles(filter: { id: { _eq: 9 } }) { tags(filter: { id: { _eq: 1 } }) { id } } }',
  ),
  'to-many, each cut for itself': service('{ cms_articles(limit: 3) { tags(limit: 1) { id } } }'),
  'to-many with a page': service('{ cms_articles(limit: 2) { tags(limit: 1, page: 2) { id } } }'),
  'to-many with an offset': service('{ cms_articles(limit: 2) { tags(limit: 1, offset: 1) { id } } }'),
  'to-many with a page and an offset: both': service(
    '{ cms_articles(limit: 1) { tags(limit: 1, page: 2, offset: 1) { id } } }',
  ),
  'to-many with a page and no limit: from the end': service(
    '{ cms_articles(limit: 1) { tags(limit: -1, page: 2) { id } } }',
  ),
  'to-many with an impossible limit': service('{ cms_articles(limit: 1) { tags(limit: -2) { id } } }'),
  'to-many with a filter': service(
    '{ cms_articles(limit: 2) { tags(filter: { tag: { id: { _lt: 3 } } }) { tag { id } } } }',
  ),
  'to-many with a list of nothing is empty': service(
    '{ cms_articles(limit: 1) { tags(filter: { id: { _in: [] } }) { id } } }',
  ),
  'to-many with an empty text finds none': service(
    '{ cms_articles(limit: 1) { tags(filter: { tag: { slug: { _eq: "" } } }) { id } } }',
  ),
  'to-many with an impossible filter': service(
    '{ cms_articles(limit: 1) { tags(filter: { id: { _eq: "x" } }) { id } } }',
  ),
  'to-many with an impossible filter, of nobody': service(
    '{ cms_articles(limit: 0) { tags(filter: { id: { _eq: "x" } }) { id } } }',
  ),
  'to-many with a search': service('{ cms_authors(limit: 1) { articles(search: "worker") { id } } }'),
  'to-many with an order': service('{ cms_articles(limit: 2) { tags(sort: ["-tag.name"]) { tag { name } } } }'),
  'to-many, downwards: null first': service(
    '{ cms_authors(limit: 2) { articles(sort: ["-published_at", "id"], limit: 4) { id } } }',
  ),
  'to-many, downwards by what is selected: null last of what is left': service(
    '{ cms_authors(limit: 2) { articles(sort: ["-published_at", "id"], limit: 4) { id published_at } } }',
  ),
  'to-many, downwards by a relation that is selected: upwards': service(
    '{ cms_articles(limit: 1) { tags(sort: ["-tag"]) { tag { id } } } }',
  ),
  'to-many by a field that is not there': service('{ cms_articles(limit: 1) { t: tags(sort: ["nope"]) { id } } }'),
  'to-many by a field that may not be read': everyone(
    '{ cms_authors(limit: 1) { articles(sort: ["status"]) { id } } }',
  ),
  'to-many with arguments in variables': service(
    'query ($n: Int, $s: [String], $f: cms_articles_tags_filter) { cms_articles(limit: 1) { tags(limit: $n, sort: $s, filter: $f) { id } } }',
    { n: 1, s: ['-id'], f: { tag: { id: { _in: ['1', '2'] } } } },
  ),
  'to-many with variables that are not given': service(
    'query ($n: Int, $f: cms_articles_tags_filter) { cms_articles(limit: 1) { tags(limit: $n, filter: $f) { id } } }',
  ),
  'to-many within to-many': service(
    '{ cms_tags(limit: 2) { articles(limit: 2, sort: ["id"]) { article { id tags(limit: 2) { tag { slug } } } } } }',
  ),
  'to-many of what is published': everyone(
    '{ cms_authors(sort: ["id"]) { articles(sort: ["-id"], limit: 1) { id } } }',
  ),
  counts: service('{ cms_authors { articles_func { count } } }'),
  'counts of what is published': everyone('{ cms_authors { articles_func { count } } }'),
  'parts of a moment': service(
    '{ cms_articles(limit: 2) { published_at_func { year month week day weekday hour minute second } } }',
  ),
  'parts of no moment': service(
    '{ cms_articles(filter: { id: { _eq: 56 } }) { published_at_func { year __typename } } }',
  ),
  'parts of a day': service('{ cms_block_chart { range_from_func { year month week day weekday } range_to } }'),
  'too deep a query': service(
    '{ cms_tags(limit: 1) { articles { article { tags { article { tags { article { tags { article { tags { article { id } } } } } } } } } } } }',
  ),
  'a list as a list': service('{ cms_articles(filter: { id: { _in: [1, 4] } }) { series_codes company_ids } }'),

  'many-to-any': service(
    '{ cms_pages(limit: 1) { blocks { sort collection item { __typename ... on cms_block_richtext { id } ... on cms_block_chart { title range_from } ... on cms_block_map { level } ... on cms_block_companies { company_ids } } } } }',
  ),
  'many-to-any, asked of some': service(
    '{ cms_pages(limit: 1) { blocks { item { ... on cms_block_chart { title } } } } }',
  ),
  'many-to-any by a named fragment': service(
    '{ cms_pages(limit: 1) { blocks { item { ...Chart } } } } fragment Chart on cms_block_chart { title series_code }',
  ),
  'many-to-any, a field under an alias': service(
    '{ cms_pages(limit: 1) { blocks { item { ... on cms_block_chart { a: title } ... on cms_block_map { a: title } } } } }',
  ),
  'many-to-any under an alias is null': service(
    '{ cms_pages(limit: 1) { blocks(limit: 2) { id i: item { ... on cms_block_chart { title } } } } }',
  ),
  'many-to-any by a fragment on the union: nothing is fetched': service(
    '{ cms_pages(limit: 1) { blocks { item { ... on cms_pages_blocks_item_union { ... on cms_block_chart { title } } } } } }',
  ),
  'many-to-any, its type alone': service('{ cms_pages(limit: 1) { blocks { id item { __typename } } } }'),
  'many-to-any, its type and nothing beside': service('{ cms_pages(limit: 1) { blocks { item { __typename } } } }'),
  'many-to-any with arguments on the list': service(
    '{ cms_pages(limit: 1) { b: blocks(filter: { collection: { _eq: "cms_block_chart" } }, sort: ["-sort"]) { item { ... on cms_block_chart { id } } } } }',
  ),
  'many-to-any, two pages of it at once': service(
    '{ a: cms_pages(limit: 1) { blocks(limit: 2) { item { ... on cms_block_chart { id } } } } b: cms_pages(offset: 1, limit: 1) { blocks(limit: 2) { item { ... on cms_block_chart { id } } } } }',
  ),
  'many-to-any of what is published': everyone(
    '{ cms_pages_blocks(sort: ["-id"], limit: 3) { id page { slug } item { ... on cms_block_richtext { id } } } }',
  ),
  'a singleton': service('{ cms_site_settings { id title headline_series_codes } }'),
  'a singleton, for everyone': everyone('{ cms_site_settings { tagline __typename } }'),
};
