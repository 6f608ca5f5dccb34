import { isInputObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { committedDirectusSchema, directusSchema } from '../index.ts';
import { toDirectusFilter } from './filter.ts';

const schema = directusSchema(committedDirectusSchema());

function filter(type: string, value: unknown) {
  const input = schema.getType(type);
  if (!isInputObjectType(input)) throw new Error(`No input type ${type}.`);
  return toDirectusFilter(input, value);
}

it('has Directus’s names at any depth, and operators as they are', () => {
  const value = {
    publishedAt: { _lt: '$NOW' },
    _or: [{ author: { jobTitle: { _eq: 'Editor' } } }, { tags: { _none: { tag: { slug: { _in: ['a', 'b'] } } } } }],
  };
  expect(filter('CmsArticleFilter', value)).toEqual({
    published_at: { _lt: '$NOW' },
    _or: [{ author: { job_title: { _eq: 'Editor' } } }, { tags: { _none: { tag: { slug: { _in: ['a', 'b'] } } } } }],
  });
});

it('has collections for the names of types, and a path through a many-to-any relation', () => {
  const value = { collection: { _in: ['CmsBlockMap', 'x'] }, itemCmsBlockMap: { indicatorCode: { _eq: 'Y' } } };
  expect(filter('CmsPageBlockFilter', value)).toEqual({
    collection: { _in: ['cms_block_map', 'x'] },
    item__cms_block_map: { indicator_code: { _eq: 'Y' } },
  });
});

it('asks for each part of a date by itself: Directus reads but the first', () => {
  expect(filter('CmsArticleFilter', { publishedAtFunc: { year: { _eq: '2024' }, month: { _gt: '6' } } })).toEqual({
    _and: [{ published_at_func: { year: { _eq: '2024' } } }, { published_at_func: { month: { _gt: '6' } } }],
  });
});

const never = { _null: true, _nnull: true };
it.each([
  ['an empty _in is met by none', { _in: [] }, never],
  ['an empty _in is met by none, whatever else is asked', { _in: [], _null: true }, never],
  ['null is nothing to be in', { _in: ['a', null] }, { _in: ['a'] }],
  ['an empty _nin is met by all', { _nin: [] }, undefined],
  ['equal to null is without a value', { _eq: null }, { _null: true }],
  ['not equal to null is with a value', { _neq: null }, { _nnull: true }],
  ['an operator without an operand is none', { _contains: null, _in: null }, undefined],
  ['equal to an empty text', { _eq: '' }, { _empty: true, _nnull: true }],
  ['not equal to an empty text', { _neq: '' }, { _nempty: true }],
  ['an empty text is in every text', { _contains: '' }, { _nnull: true }],
  ['an empty text is out of none', { _ncontains: '' }, never],
  ['several operators must all hold', { _starts_with: 'a', _neq: 'ab' }, { _starts_with: 'a', _neq: 'ab' }],
])('%s', (_, slug, expected) => {
  expect(filter('CmsArticleFilter', { slug })).toEqual(expected && { slug: expected });
});

it('takes a group with an alternative that all rows meet for none at all', () => {
  expect(filter('CmsArticleFilter', { _or: [{ slug: { _eq: 'a' } }, {}] })).toBeUndefined();
  expect(filter('CmsArticleFilter', { _and: [{ slug: { _eq: 'a' } }, { title: {} }] })).toEqual({
    _and: [{ slug: { _eq: 'a' } }],
  });
});

it('writes big integers as texts', () => {
  expect(filter('CmsFileFilter', { filesize: { _gt: 1024, _in: [1, 2n] } })).toEqual({
    filesize: { _gt: '1024', _in: ['1', '2'] },
  });
});
