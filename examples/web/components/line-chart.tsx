import * as plot from '@observablehq/plot';
import { number } from '@/lib/format.ts';
import { drawLine, type LinePlot } from '@/lib/line-plot.ts';
import { serverDocument } from '@/lib/server-document.ts';
import { LivePlot } from './live-plot.tsx';

interface LineChartProps {
  readonly title: string;
  /** What the figures count: "Thousands of persons". */
  readonly units: string;
  readonly points: LinePlot['points'];
  readonly height?: number;
}

/** In pixels: that of the chart as the server draws it, which the page makes as wide as its column. */
const WIDTH = 720;

/** A series over time: drawn on the server, so that it needs no script; a script adds the pointer. */
export function LineChart({ title, units, points, height = 300 }: LineChartProps) {
  const line = { units, points, height };
  const drawn = drawLine(plot, line, WIDTH, serverDocument()).outerHTML;
  return <LivePlot line={line} drawn={drawn} label={`Chart: ${title}, ${sentence(points, units)}`} />;
}

/** The chart in words: where it begins and ends, and what lies between. */
function sentence(points: LinePlot['points'], units: string): string {
  const known = points.filter((point): point is { time: string; value: number } => point.value !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return 'without a figure';
  const values = known.map(({ value }) => value);
  const range = `lowest ${number(Math.min(...values))}, highest ${number(Math.max(...values))}`;
  return `${units}: ${number(first.value)} on ${first.time.slice(0, 10)}, ${number(last.value)} on ${last.time.slice(0, 10)}; ${range}`;
}
