import * as plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { drawLines } from './line-plot.ts';

/** Pixels of a digit at most, at 12 pixels. */
const DIGIT = 7.2;

interface Label {
  readonly text: string;
  /** Where its last digit ends, in pixels from the left. */
  readonly end: number;
}

/** The chart of a value a year, and the labels of its values' axis. */
function chartOf(values: readonly (number | null)[]) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const points = values.map((value, nth) => ({ time: `20${10 + nth}-01-01T00:00:00.000Z`, value }));
  const svg = drawLines(plot, { units: 'Percent', lines: [{ title: 'One', points }], height: 240 }, 600, document);
  const labels = [...svg.querySelectorAll('[aria-label="y-axis tick label"] text')].map((label): Label => {
    return { text: label.textContent ?? '', end: Number(/translate\(([\d.]+)/.exec(label.outerHTML)?.[1]) - 9 };
  });
  return { labels, hasDot: svg.querySelector('[aria-label="dot"] circle') !== null };
}

test('spans are shaded under the lines, and nowhere else', () => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const points = ['2007', '2008', '2009', '2010'].map((year) => ({ time: `${year}-01-01`, value: Number(year) }));
  const shaded = [
    { from: '2001-01-01', to: '2001-12-01' },
    { from: '2008-01-01', to: '2009-01-01' },
    { from: '2009-07-01', to: '2012-01-01' },
  ];
  const chart = { units: 'Percent', lines: [{ title: 'One', points }], shaded, height: 240 };
  const rects = [...drawLines(plot, chart, 600, document).querySelectorAll('[aria-label="rect"] rect')];
  // From 66 pixels to 584, of 1,096 days.
  const boxes = rects.map((rect) => ['x', 'width'].map((name) => Math.round(Number(rect.getAttribute(name)))));
  expect(boxes).toEqual([
    [239, 173],
    [497, 87],
  ]);
});

const figureOf = ({ text }: Label): number => Number(text.replaceAll(',', '').replace('−', '-'));

test.each([
  ['one point', [30.1]],
  ['all equal', [5, 5, 5]],
  ['zeros', [0, 0]],
  ['negative', [-3, 4, null, -1]],
  ['huge', [1_500_000_000, 2_500_000_000]],
  ['huge and equal', [123_456_789_012]],
  ['tiny', [0.0001, 0.0004]],
  ['tiny against their size', [100_000.01, 100_000.02]],
] as const)('the axis of values that are %s has labels by their digits, none cut off', (_, values) => {
  const { labels, hasDot } = chartOf(values);
  const known = values.filter((value) => value !== null);
  expect(labels.length).toBeGreaterThan(2);
  expect(new Set(labels.map(({ text }) => text)).size).toBe(labels.length);
  for (const { text, end } of labels) expect(end - text.length * DIGIT, text).toBeGreaterThanOrEqual(0);
  expect(Math.min(...labels.map(figureOf))).toBeLessThanOrEqual(Math.min(...known));
  expect(Math.max(...labels.map(figureOf))).toBeGreaterThanOrEqual(Math.max(...known));
  expect(hasDot).toBe(known.length < 3);
});

test('without a value there is an axis, and nothing on it', () => {
  const { labels, hasDot } = chartOf([null, null]);
  expect([labels[0]?.text, hasDot]).toEqual(['0.0', false]);
});
