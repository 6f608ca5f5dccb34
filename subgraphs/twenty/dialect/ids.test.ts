import { describe, expect, it } from 'vitest';
import { isRecordId, NO_RECORD, nearestComparison } from './filter.ts';

const start = '01890a5d-ac96';

it.each([
  [NO_RECORD, true],
  [NO_RECORD.toUpperCase(), true],
  [`${start}-774b-bcce-b302099a8057`, false],
  [`${start}-174b-ccce-b302099a8057`, false],
  ['nothing', false],
  [null, false],
])('%s can be of a record: %s', (id, expected) => {
  expect(isRecordId(id)).toBe(expected);
});

describe('a comparison with an id that no record can have', () => {
  const [before, after] = [`${start}-5fff-bfff-ffffffffffff`, `${start}-1000-8000-000000000000`];
  it.each([
    ['a later version', `${start}-774b-bcce-b302099a8057`, { lte: before }, { gt: before }],
    ['no version', `${start}-074b-bcce-b302099a8057`, { lt: after }, { gte: after }],
    [
      'a later variant',
      `${start}-474b-ccce-b302099a8057`,
      { lte: `${start}-474b-bfff-ffffffffffff` },
      { gt: `${start}-474b-bfff-ffffffffffff` },
    ],
    [
      'an earlier variant',
      `${start}-474b-0cce-b302099a8057`,
      { lt: `${start}-474b-8000-000000000000` },
      { gte: `${start}-474b-8000-000000000000` },
    ],
  ])('of %s is one with the nearest that can', (_, id, below, above) => {
    expect(nearestComparison('lt', id)).toEqual(below);
    expect(nearestComparison('lte', id)).toEqual(below);
    expect(nearestComparison('gt', id)).toEqual(above);
    expect(nearestComparison('gte', id.toUpperCase())).toEqual(above);
  });
});
