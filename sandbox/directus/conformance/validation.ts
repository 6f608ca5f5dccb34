import { everyone, service, type Topic } from './request.ts';

/** Documents that the caller's schema refuses, and the schema itself. */
export const VALIDATION: Topic = {
  'an unknown field': service('{ cms_tags(limit: 1) { nam } }'),
  'an unknown root': service('{ nope { id } }'),
  'several errors at once': service('{ cms_tags { nope } nope }'),
  'an unknown argument': service('{ cms_tags(nope: 1) { id } }'),
  'an argument of the wrong type': service('{ cms_tags(limit: "x") { id } }'),
  'an operand of the wrong type': service('{ cms_tags(filter: { id: { _eq: true } }) { id } }'),
  'a relation without fields': service('{ cms_articles { author } }'),
  'arguments that contradict': service('{ cms_articles { tags(limit: 1) { id } tags(limit: 2) { id } } }'),
  'a syntax error': service('{ cms_tags {'),
  'a field that may not be read': everyone('{ cms_articles(limit: 1) { id internal_note status } }'),
  'a field that may not be read, in a filter': everyone(
    '{ cms_articles(filter: { status: { _eq: "draft" } }) { id } }',
  ),
  'a field that may not be read, counted': everyone('{ cms_articles_aggregated { count { internal_note } } }'),
  'a field that may not be read, of a file': everyone('{ cms_articles(limit: 1) { cover { filename_disk } } }'),
  'the path for who names the operation like a gateway': service('query query_abcdefgh { cms_tags { nope } }'),
  'more than 5000 tokens': service(`{ ${'__typename '.repeat(5001)} }`),
  'variables are no tokens': service(
    'query ($ids: [GraphQLStringOrFloat]) { cms_tags(filter: { id: { _in: $ids } }) { id } }',
    {
      ids: Array.from({ length: 6000 }, (_, index) => index + 14),
    },
  ),
  'mutations and subscriptions': service('{ __schema { mutationType { name } subscriptionType { name } } }'),
  'a root that only the system has': service('{ directus_files { id } }'),
};
