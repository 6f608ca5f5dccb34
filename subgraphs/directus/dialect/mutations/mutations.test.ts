import { describe, expect, it, test } from 'vitest';
import { failure } from '../../testing.ts';
import { mutate, refused, written } from '../testing.ts';

describe('what is written', () => {
  test.each([
    ['"hello"', '"hello"'],
    ['""', '""'],
    ['"5"', '"\\"5\\""'],
    ['"null"', '"\\"null\\""'],
    ['5', 5],
    ['["5"]', ['5']],
    ['{ a: "5" }', { a: '5' }],
    ['null', null],
  ])('is given back as JSON: %s', async (document, sent) => {
    expect(await written(`document: ${document}`)).toEqual({ document: sent });
  });

  it('is refused where a list would come back as another', async () => {
    expect(await written('labels: ["a", " b "]')).toEqual({ labels: ['a', ' b '] });
    expect(await refused('labels: ["a", "b,c"]')).toEqual([
      { message: 'An entry of this list cannot be a text with a comma.', input: ['data', 'labels', 1] },
    ]);
    expect(await refused('labels: [""]')).toEqual([
      { message: 'An entry of this list cannot be empty.', input: ['data', 'labels', 0] },
    ]);
  });

  const guessed = (code: string, more = {}) => ({
    errors: [{ message: '…', extensions: { code, ...more } }],
  });

  test.each([
    [
      'VALUE_TOO_LONG',
      { field: 'date_created' },
      'short: "abcdef", other: "abcdef"',
      'A value of CmsThing is too long',
      [],
    ],
    ['VALUE_TOO_LONG', {}, 'short: "abcdef", whole: 1', '`short` of CmsThing is too long', ['short']],
    [
      'VALUE_OUT_OF_RANGE',
      { field: 'date_created' },
      'whole: 1, exact: 99999999999',
      '`exact` of CmsThing is out of range',
      ['exact'],
    ],
    ['VALUE_OUT_OF_RANGE', {}, 'short: "a"', 'A value of CmsThing is out of range', []],
  ])('is BAD_USER_INPUT where Directus does not say which it is: %s %j', async (code, more, data, message, place) => {
    expect(await refused(data, { status: 400, body: guessed(code, more) })).toEqual([
      { message: `${message}.`, input: ['data', ...place] },
    ]);
  });
});

describe('deletion', () => {
  it('of a row that is not there fails, though Directus tells an administrator that it has done it', async () => {
    const { requests, result } = await mutate('{ cmsDeleteThing(id: 7) }', [], { rows: [] });
    expect(requests).toEqual([]);
    expect(result).toEqual({
      data: { cmsDeleteThing: null },
      errors: [
        {
          message: 'You may not delete the CmsThing with the key "7", or Directus does not have it.',
          path: ['cmsDeleteThing'],
          extensions: { code: 'FORBIDDEN', upstream: 'directus' },
        },
      ],
    });
  });

  it('by who may not read is left to Directus', async () => {
    const answer = { status: 204, headers: {}, body: '' };
    const { requests, result } = await mutate('{ cmsDeleteThings(ids: [7]) }', [answer], failure('FORBIDDEN', 'No.'));
    expect(requests).toEqual([{ method: 'DELETE', path: '/items/cms_things', body: [7] }]);
    expect(result).toEqual({ data: { cmsDeleteThings: ['7'] } });
  });
});
