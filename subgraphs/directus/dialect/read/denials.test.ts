import { expect, it } from 'vitest';
import { rememberDenials } from './denials.ts';

it('remembers what a credential was found to lack, for a while', () => {
  let now = 1;
  const denialsOf = rememberDenials(60_000, () => now);
  denialsOf('a').add('cms_articles.status');
  now = 60_001;
  expect(denialsOf('a')).toEqual(new Set(['cms_articles.status']));
  expect(denialsOf('b')).toEqual(new Set());
  now = 60_002;
  expect(denialsOf('a')).toEqual(new Set());
});

it('remembers it for one request alone where it is to be forgotten at once', () => {
  const denialsOf = rememberDenials(0, () => 1);
  denialsOf('a').add('cms_articles.status');
  expect(denialsOf('a')).toEqual(new Set());
});

it('forgets the credential that it has known longest when there are too many', () => {
  const denialsOf = rememberDenials(60_000, () => 1);
  denialsOf('first').add('cms_articles.status');
  for (let nth = 0; nth < 1_000; nth++) denialsOf(`other ${nth}`);
  expect(denialsOf('first')).toEqual(new Set());
});
