import type * as PlotModule from '@observablehq/plot';
import { number, quantity } from './format.ts';
import { type Span, spansBetween } from './spans.ts';

export type Plot = typeof PlotModule;

/** The figures of a series. */
export interface Line {
  readonly title: string;
  readonly points: readonly { readonly time: string; readonly value: number | null }[];
}

/** Lines over time, as data: the server draws them, and the browser again with a pointer. */
export interface LinePlot {
  /** What the figures count: "Thousands of persons". */
  readonly units: string;
  readonly lines: readonly Line[];
  /** Recessions, which are shaded; none where absent. */
  readonly shaded?: readonly Span[] | undefined;
  /** In pixels. */
  readonly height: number;
}

/** The colours of lines, in their order. */
export const LINE_COLOURS = ['var(--accent)', 'var(--mark)'] as const;

const TICKS = 5;
/** Pixels of a digit at 12 pixels, and of the space between a tick's label and the line. */
const DIGIT = 7.2;
const GAP = 16;

/**
 * Draws lines over time. Where a figure is not available a line has a gap.
 * @param width in pixels
 * @param document draws for a page without scripts; else the browser's, with a pointer and tips
 */
export function drawLines(
  plot: Plot,
  { units, lines, shaded = [], height }: LinePlot,
  width: number,
  document?: Document,
): ReturnType<Plot['plot']> {
  const drawn = lines.map(({ title, points }, nth) => ({
    colour: LINE_COLOURS[nth] ?? 'currentColor',
    data: points.map(({ time, value }) => ({ time: new Date(time), value, title })),
  }));
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  const domain = domainOf(values);
  const decimals = decimalsOf(domain);
  const labels = domain.map((value) => number(value, decimals).length);
  return plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: Math.max(40, Math.max(...labels) * DIGIT + GAP),
    marginTop: 30,
    marginRight: 16,
    style: { background: 'none', color: 'inherit', fontSize: '12px', fontFamily: 'inherit' },
    x: { type: 'utc', label: null, ticks: Math.max(3, Math.floor(width / 110)) },
    y: {
      grid: true,
      nice: TICKS,
      domain,
      label: units,
      labelArrow: 'none',
      ticks: TICKS,
      tickFormat: (value: number) => number(value, decimals),
    },
    marks: [
      plot.rect(shadedUnder(lines, shaded), {
        x1: ({ from }: Span) => new Date(from),
        x2: ({ to }: Span) => new Date(to),
        fill: 'var(--soft)',
        fillOpacity: 0.18,
      }),
      ...(values.some((value) => value < 0) ? [plot.ruleY([0])] : []),
      ...drawn.map(({ data, colour }) => plot.lineY(data, { x: 'time', y: 'value', stroke: colour, strokeWidth: 2 })),
      ...(values.length < 3
        ? drawn.map(({ data, colour }) => plot.dot(data, { x: 'time', y: 'value', fill: colour, r: 5 }))
        : []),
      ...(document
        ? []
        : pointer(
            plot,
            drawn.flatMap(({ data }) => data),
            units,
          )),
    ],
  });
}

/** Returns the parts of spans that lie under lines. */
export function shadedUnder(lines: readonly Line[], spans: readonly Span[]): readonly Span[] {
  const times = lines.flatMap(({ points }) => points.map(({ time }) => time)).toSorted();
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? [] : spansBetween(spans, first, last);
}

interface Point {
  readonly time: Date;
  readonly value: number | null;
  readonly title: string;
}

/** Names the point that is closest to the pointer. */
function pointer(plot: Plot, data: readonly Point[], units: string) {
  const areSeveral = new Set(data.map(({ title }) => title)).size > 1;
  const title = (point: Point) =>
    [
      ...(areSeveral ? [point.title] : []),
      point.time.toLocaleDateString('en-US', { year: 'numeric', month: 'short', timeZone: 'UTC' }),
      quantity(point.value, units),
    ].join('\n');
  return [
    plot.ruleX(data, plot.pointerX({ x: 'time', stroke: 'var(--soft)', strokeDasharray: '2 3' })),
    plot.dot(data, plot.pointerX({ x: 'time', y: 'value', fill: 'var(--mark)', r: 4 })),
    plot.tip(data, plot.pointerX({ x: 'time', y: 'value', title })),
  ];
}

/** The lowest and the highest value, apart: a tenth on each side of figures that are all equal. */
function domainOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const least = values.reduce((one, other) => Math.min(one, other));
  const most = values.reduce((one, other) => Math.max(one, other));
  if (least < most) return [least, most];
  const room = Math.abs(least) / 10 || 1;
  return [least - room, most + room];
}

/** As many decimals as tell one tick from the next. */
function decimalsOf([least, most]: readonly [number, number]): number {
  const step = (most - least) / TICKS;
  return Math.min(10, Math.max(0, Math.ceil(-Math.log10(step))));
}
