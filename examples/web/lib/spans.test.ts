import { expect, test } from 'vitest';
import { spansBetween, spansOf } from './spans.ts';

const points = (values: string) =>
  [...values].map((value, nth) => ({ time: `${2000 + nth}`, value: value === '-' ? null : Number(value) }));

test.each([
  ['0110', [['2001', '2003']]],
  // The last figure is the last that is known of it.
  ['1011', [['2000', '2001'], ['2002', '2003']]], // biome-ignore format: spans
  ['01-1', [['2001', '2002']]],
  ['0001', []],
  ['000', []],
  ['', []],
] as const)('an indicator of %s has the spans %j', (values, spans) => {
  expect(spansOf(points(values))).toEqual(spans.map(([from, to]) => ({ from, to })));
});

test('spans are cut to what is shown', () => {
  const spans = [
    { from: '2000', to: '2003' },
    { from: '2005', to: '2008' },
    { from: '2009', to: '2011' },
  ];
  expect(spansBetween(spans, '2002', '2006')).toEqual([
    { from: '2002', to: '2003' },
    { from: '2005', to: '2006' },
  ]);
  expect(spansBetween(spans, '2003', '2005')).toEqual([]);
});
