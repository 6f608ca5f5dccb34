import { expect, it } from 'vitest';
import { rememberDenials } from './denials.ts';

it('remembers what a credential was found to lack, for a while', () => {
  let now = 0;
  const memory = rememberDenials(60_000, () => now);
  memory.of('a').add('cms_articles.status');
  now = 59_999;
  expect(memory.of('a')).toEqual(new Set(['cms_articles.status']));
  expect(memory.of('b')).toEqual(new Set());
  now = 60_000;
  expect(memory.of('a')).toEqual(new Set());
});

it('remembers it for one request alone where it is to be forgotten at once', () => {
  const memory = rememberDenials(0, () => 0);
  memory.of('a').add('cms_articles.status');
  expect(memory.of('a')).toEqual(new Set());
});

it('forgets the credential that it has known longest when there are too many', () => {
  const memory = rememberDenials(60_000, () => 0);
  memory.of('first').add('cms_articles.status');
  for (let nth = 0; nth < 1_000; nth++) memory.of(`other ${nth}`);
  expect(memory.of('first')).toEqual(new Set());
});
