import 'server-only';
import * as plot from '@observablehq/plot';
import { drawLines, type Line, shadedUnder } from './line-plot.ts';
import { LIGHT } from './palette.ts';
import type { Recessions } from './recessions.ts';
import { serverDocument } from './server-document.ts';
import { escaped } from './svg-text.ts';

/** In pixels; pictures are made twice as large, for screens that are twice as fine. */
const WIDTH = 960;
const HEIGHT = 540;
const MARGIN = 32;
/** What the title and the units take, and what the source takes. */
const TOP = 92;
const BOTTOM = 44;

interface ChartPicture {
  readonly line: Line;
  readonly units: string;
  /** Whose figures these are. */
  readonly source: string;
  readonly recessions: Recessions | undefined;
}

/** Draws the chart of a series as SVG that stands alone: with its title, units and source, and colours of its own. */
export function chartSvg({ line, units, source, recessions }: ChartPicture): string {
  const width = WIDTH - 2 * MARGIN;
  const height = HEIGHT - TOP - BOTTOM;
  const shaded = shadedUnder([line], recessions?.spans ?? []);
  const below = [`Source: ${source}`, ...(recessions && shaded.length > 0 ? [`Shaded: ${recessions.title}`] : [])];
  const chart = drawLines(plot, { units: '', lines: [line], shaded, height }, width, serverDocument()).outerHTML;
  const text = (y: number, size: number, colour: string, words: string, weight = 400) =>
    `<text x="${MARGIN}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * WIDTH}" height="${2 * HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif">
<rect width="100%" height="100%" fill="${LIGHT.paper}"/>
${text(46, 24, LIGHT.ink, line.title, 600)}
${text(74, 15, LIGHT.soft, units)}
<svg x="${MARGIN}" y="${TOP}" width="${width}" height="${height}" color="${LIGHT.ink}">${coloured(chart)}</svg>
${text(HEIGHT - 18, 13, LIGHT.soft, below.join(' · '))}
</svg>`;
}

/** The chart with colours in place of the page's tokens. */
function coloured(chart: string): string {
  const { accent, mark, soft } = LIGHT;
  const tokens: Readonly<Record<string, string>> = { accent, mark, soft };
  return chart.replace(/var\(--(\w+)\)/g, (token, name: string) => tokens[name] ?? token);
}
