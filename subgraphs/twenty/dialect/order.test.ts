import { expect, it } from 'vitest';
import { orderArgument, readOrder, reversed, withNullsTurned } from './order.ts';

const key = (direction: string, ...path: string[]) => ({ path, direction });

it.each<[what: string, orderBy: unknown, order: unknown]>([
  ['an order of nothing', [null, { name: null }], { keys: [], isIdDescending: false }],
  [
    'parts of a composite, in their order',
    [{ address: { addressCity: 'AscNullsLast', addressState: null } }, { name: 'DescNullsLast' }],
    { keys: [key('AscNullsLast', 'address', 'addressCity'), key('DescNullsLast', 'name')], isIdDescending: false },
  ],
  [
    'the same key twice: the first decides',
    [{ name: 'AscNullsLast' }, { name: 'DescNullsLast' }],
    { keys: [key('AscNullsLast', 'name')], isIdDescending: false },
  ],
  [
    'the id: nothing after it is of use',
    [{ name: 'AscNullsLast' }, { id: 'DescNullsLast' }, { position: 'AscNullsLast' }],
    { keys: [key('AscNullsLast', 'name')], isIdDescending: true },
  ],
])('reads %s', (_, orderBy, order) => {
  expect(readOrder(orderBy)).toEqual(order);
});

it('turns a direction round, and where nulls are', () => {
  expect(['AscNullsFirst', 'DescNullsFirst'].map(reversed)).toEqual(['DescNullsLast', 'AscNullsLast']);
  expect(['AscNullsLast', 'DescNullsFirst'].map(withNullsTurned)).toEqual(['AscNullsFirst', 'DescNullsLast']);
});

it('writes each key by itself', () => {
  const { keys } = readOrder([{ address: { addressCity: 'AscNullsLast', addressState: 'DescNullsLast' } }]);
  expect(orderArgument(keys, reversed)).toEqual([
    { address: { addressCity: 'DescNullsFirst' } },
    { address: { addressState: 'AscNullsFirst' } },
  ]);
  expect(orderArgument([], reversed)).toBeUndefined();
});
