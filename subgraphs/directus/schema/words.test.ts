import { expect, it } from 'vitest';
import { constantCase } from '../../common/words.ts';
import { camelCase, pascalCase, plural, singular } from './words.ts';

it.each([
  ['published_at', 'publishedAt'],
  ['publishedAt', 'publishedAt'],
  ['item__cms_block_map', 'itemCmsBlockMap'],
  ['_private_note', '_privateNote'],
  ['co2_2024', 'co22024'],
  ['SKU', 'SKU'],
])('writes the field %s as %s', (name, written) => {
  expect(camelCase(name)).toBe(written);
});

it('writes types and enum values', () => {
  expect(pascalCase('cms_articles')).toBe('CmsArticles');
  expect(pascalCase('_aggregated_count')).toBe('AggregatedCount');
  expect(constantCase('published_at')).toBe('PUBLISHED_AT');
  expect(constantCase('publishedAt')).toBe('PUBLISHED_AT');
});

it.each([
  ['Articles', 'Article'],
  ['Companies', 'Company'],
  ['Boxes', 'Box'],
  ['Branches', 'Branch'],
])('knows %s for the plural of %s', (many, one) => {
  expect(singular(many)).toBe(one);
  expect(plural(one)).toBe(many);
  expect(plural(many)).toBe(many);
});

it.each(['Chart', 'Status', 'Address', 'Analysis'])('takes %s for a singular', (noun) => {
  expect(singular(noun)).toBe(noun);
});
