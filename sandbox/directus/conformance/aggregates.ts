import { everyone, service, type Topic } from './request.ts';

const articles = (selection: string, values = '') =>
  service(`{ cms_articles_aggregated${values && `(${values})`} ${selection} }`);

/** `…_aggregated`: functions, groups, and what becomes of them. */
export const AGGREGATES: Topic = {
  'every function': articles(
    '{ countAll count { id author region_code } countDistinct { author region_code } avg { author } avgDistinct { author } sum { id } sumDistinct { author } min { id } max { id } }',
  ),
  'of nothing': articles('{ countAll count { id } sum { id } min { id } avg { id } }', 'filter: { id: { _eq: 0 } }'),
  'of what is published': everyone('{ cms_articles_aggregated { countAll count { id } } }'),
  'with a search': articles('{ countAll }', 'search: "counties"'),
  'with a filter through to-one': articles('{ countAll }', 'filter: { author: { name: { _contains: "Ines" } } }'),
  'with a filter through to-many: joins multiply': articles(
    '{ countAll count { id } countDistinct { id } sum { id } }',
    'filter: { tags: { tag: { slug: { _in: ["maps", "counties"] } } } }',
  ),
  'with _some: the join multiplies all the same': articles(
    '{ countAll countDistinct { id } }',
    'filter: { tags: { _some: { tag: { slug: { _eq: "maps" } } } } }',
  ),
  groups: articles('{ group count { id } }', 'groupBy: ["status"]'),
  'groups, null last': articles(
    '{ group countAll }',
    'groupBy: ["region_code", "author"], sort: ["region_code", "author"], offset: 22',
  ),
  'groups by a list': articles('{ group countAll }', 'groupBy: ["company_ids"], limit: 2'),
  'groups by a moment': articles('{ group countAll }', 'groupBy: ["published_at"], limit: 2'),
  'groups by parts of a moment': articles(
    '{ group countAll }',
    'groupBy: ["year(published_at)", "month(published_at)"], sort: ["year(published_at)", "month(published_at)"], limit: 3',
  ),
  'groups by seconds': articles('{ group countAll }', 'groupBy: ["second(published_at)"]'),
  'groups in an order': articles('{ group countAll }', 'groupBy: ["author"], sort: ["-author"]'),
  'groups in the order of a function': articles(
    '{ group count { id } }',
    'groupBy: ["author"], sort: ["-count.id", "author"]',
  ),
  'groups in the order of countAll': articles(
    '{ countAll }',
    'groupBy: ["author"], sort: ["countAll"], limit: 3, offset: 1',
  ),
  'groups, a page of them': articles('{ group }', 'groupBy: ["author"], limit: 2, page: 2'),
  'one string may hold several': articles('{ group }', 'groupBy: "author,status", sort: "author,status", limit: 3'),
  'groups without functions': articles('{ group }', 'groupBy: ["status"]'),
  'a group that is not there': articles('{ group countAll }', 'groupBy: ["nope"]'),
  'a group that may not be read': everyone('{ cms_articles_aggregated(groupBy: ["status"]) { group } }'),
  'a group behind a relation': articles('{ group countAll }', 'groupBy: ["author.name"]'),
  'a group by to-many': articles('{ group countAll }', 'groupBy: ["tags"]'),
  'a group by a function that the type has not': articles('{ group countAll }', 'groupBy: ["year(title)"]'),
  'no groups': articles('{ group countAll }', 'groupBy: []'),
  'groups in an order that is none of theirs': articles('{ group countAll }', 'groupBy: ["author"], sort: ["title"]'),
  'groups in the order of a function that is not asked for': articles(
    '{ group countAll }',
    'groupBy: ["author"], sort: ["-count.id"]',
  ),
  'an order without groups is overlooked': articles('{ countAll }', 'sort: ["nope"]'),
  'an offset without groups': articles('{ countAll }', 'offset: 1'),
  'a limit of 0': articles('{ countAll }', 'limit: 0'),
  'a list of nothing': articles('{ countAll }', 'filter: { id: { _in: [] } }'),
  'groups for who is bound by a rule': everyone(
    '{ cms_articles_aggregated(groupBy: ["author"]) { group count { id } } }',
  ),
  'groups and countAll for who is bound by a rule break': everyone(
    '{ cms_articles_aggregated(groupBy: ["author"]) { group countAll } }',
  ),
  'groups downwards for who is bound by a rule break': everyone(
    '{ cms_articles_aggregated(groupBy: ["author"], sort: ["-author"]) { group count { id } } }',
  ),
  'one function twice: the last is computed': articles('{ a: count { id } b: count { slug } }'),
  'a fragment is overlooked': service(
    '{ cms_tags_aggregated { ...F } } fragment F on cms_tags_aggregated { countAll }',
  ),
  'a fragment further down breaks': service(
    '{ cms_tags_aggregated { count { ...F } } } fragment F on cms_tags_aggregated_count { id }',
  ),
  'to-many cannot be counted': articles('{ count { tags } }'),
  '__typename alone is a list of all': service('{ cms_tags_aggregated { __typename } }'),
  '__typename of a function alone is one of null': service('{ cms_tags_aggregated { count { __typename } } }'),
  'a block, counted as often as a page shows it': everyone('{ cms_block_chart_aggregated { countAll } }'),
};
