import { GraphQLFloat, GraphQLID, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import { expect, it } from 'vitest';
import { scalars } from '../../../schema/scalars.ts';
import { graphValues } from './values.ts';

it.each([
  ['a moment', scalars.DateTime, '2024-01-16T09:00:00.000Z', '2024-01-16T09:00:00.000Z'],
  ['a moment with an offset', scalars.DateTime, '2024-01-16T09:00:00+02:00', '2024-01-16T07:00:00.000Z'],
  ['a moment of a column without a time zone', scalars.DateTime, '2024-01-16T09:00:00', '2024-01-16T09:00:00.000Z'],
  ['a day', scalars.Date, '2007-01-01', '2007-01-01'],
  ['a big integer that JSON can hold', scalars.BigInt, '2672', 2672],
  ['a big integer that it cannot', scalars.BigInt, '9007199254740993', '9007199254740993'],
  ['a key', new GraphQLNonNull(GraphQLID), 7, '7'],
  ['a number', GraphQLFloat, 1.5, 1.5],
  ['a list of texts', new GraphQLList(GraphQLString), ['a', 'b'], ['a', 'b']],
  ['a list without entries', new GraphQLList(GraphQLString), [''], []],
  ['JSON as it is', scalars.JSON, [''], ['']],
  ['nothing', scalars.DateTime, null, null],
])('gives %s', (_, type, value, expected) => {
  expect(graphValues(type)(value)).toEqual(expected);
});

it('refuses what the scalar cannot hold', () => {
  expect(() => graphValues(scalars.DateTime)('soon')).toThrowError();
});
