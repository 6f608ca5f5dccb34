import { expect, test } from 'vitest';
import { like } from './like.ts';

test.each([
  ['%b%', 'abc', true],
  ['b%', 'abc', false],
  ['a_c', 'abc', true],
  ['a_c', 'ac', false],
  ['a\\_c', 'abc', false],
  ['a\\_c', 'a_c', true],
  ['50\\%', '50%', true],
  ['%.%', 'abc', false],
  ['%(%', 'f(x)', true],
  ['a%c', 'a\nc', true],
  ['_', '😀', true],
  ['A%', 'abc', false],
])('%s of %s: %s', (pattern, text, matches) => {
  expect(like(pattern)(text)).toBe(matches);
});

test('whatever the case', () => {
  expect(like('ÄB%', { caseless: true })('äbc')).toBe(true);
});
