import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toTypedColumns } from './columns.ts';

test('times are milliseconds since 1970, values are themselves, and what is not available is NaN', () => {
  expect(
    toTypedColumns({
      times: ['1969-12-31T00:00:00.000Z', '2015-12-01T00:00:00.000Z', '2015-12-01T12:00:00+12:00'],
      values: [12_360.5, null, 0],
    }),
  ).toEqual({
    times: Float64Array.of(-86_400_000, 1_448_928_000_000, 1_448_928_000_000),
    values: Float64Array.of(12_360.5, Number.NaN, 0),
  });
});

test('nothing is lost: the columns can be had back', () => {
  const row = fc.record({
    time: fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
    value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const times = rows.map(({ time }) => time.toISOString());
      const values = rows.map(({ value }) => value);
      const typed = toTypedColumns({ times, values });
      expect(Array.from(typed.times, (time) => new Date(time).toISOString())).toEqual(times);
      expect(Array.from(typed.values, (value) => (Number.isNaN(value) ? null : value))).toEqual(values);
    }),
  );
});

test('columns that do not belong together are refused', () => {
  expect(() => toTypedColumns({ times: [], values: [1] })).toThrow(new RangeError('There are 0 times for 1 values.'));
  expect(() => toTypedColumns({ times: ['2015-12-01T00:00:00Z', 'soon'], values: [1, 2] })).toThrow(
    new RangeError('"soon" is not a time.'),
  );
});
