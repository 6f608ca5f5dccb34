import { describe, expect, test } from 'vitest';
import { readServerInfo, serverFindings, unsupportedBecause } from './server-version.ts';

const info = (data: object) => readServerInfo({ data: { project: {}, ...data } });
const server = (version: string) => ({ version, isUnlicensed: false });

describe('what Directus says of itself', () => {
  test.each([
    ['to a user of 11', { version: '11.17.4' }, { version: '11.17.4', isUnlicensed: false }],
    [
      'of 12 without a licence',
      { version: '12.4.1', license: { source: null } },
      { version: '12.4.1', isUnlicensed: true },
    ],
    ['of 12 with one', { version: '12.4.1', license: { source: 'env' } }, { version: '12.4.1', isUnlicensed: false }],
    ['to the public', {}, undefined],
    ['oddly', { version: 'next' }, undefined],
  ])('%s', (_to, data, expected) => {
    expect(info(data)).toEqual(expected);
  });
});

test.each([
  ['10.13.4', true],
  ['11.9.3', true],
  ['11.13.3', true],
  ['11.13.4', false],
  ['11.17.4', false],
  ['12.0.2', false],
])('%s is too old: %s', (version, isTooOld) => {
  expect(unsupportedBecause(server(version)) !== undefined).toBe(isTooOld);
});

test('the operator hears of what is too old, too new, or without a licence', () => {
  const detailsOf = (version: string, isUnlicensed = false) =>
    serverFindings({ version, isUnlicensed }).map(({ subject, detail }) => `${subject}: ${detail.split(':')[0]}`);
  expect(detailsOf('10.13.4')).toEqual(['Directus 10.13.4: It is older than 11.13.4.']);
  expect(detailsOf('11.17.4')).toEqual([]);
  expect(detailsOf('12.4.1')).toEqual([]);
  expect(detailsOf('12.4.1', true)).toEqual(['Directus 12.4.1: It runs without a licence']);
  expect(detailsOf('13.0.0')).toEqual([
    'Directus 13.0.0: It is newer than 12, the newest major version that is tested.',
  ]);
});
