import { expect, it } from 'vitest';
import { reverseOrder, rewriteOrder } from './order.ts';

it('drops nulls, and an order of nothing', () => {
  expect(
    rewriteOrder([null, { name: null }, { address: { addressCity: 'AscNullsLast', addressState: null } }]),
  ).toEqual([{ address: { addressCity: 'AscNullsLast' } }]);
  expect(rewriteOrder([{ name: null }])).toBeUndefined();
});

it('reverses directions, nulls and the tie-break by id', () => {
  expect(reverseOrder([{ name: 'AscNullsLast' }, { address: { addressCity: 'DescNullsLast' } }])).toEqual([
    { name: 'DescNullsFirst' },
    { address: { addressCity: 'AscNullsFirst' } },
    { id: 'DescNullsLast' },
  ]);
});
