import { drawnPlot } from '@/lib/drawn-plot.ts';
import { number } from '@/lib/format.ts';
import { drawLine, type LinePlot } from '@/lib/line-plot.ts';
import { LivePlot } from './live-plot.tsx';

interface LineChartProps extends LinePlot {
  readonly title: string;
  /** Of its column on a wide page, in pixels. */
  readonly width: number;
}

/** A series over time: drawn on the server, so that it needs no script; a script adds the pointer. */
export function LineChart({ title, width, ...line }: LineChartProps) {
  const drawn = drawnPlot((plot, at, document) => drawLine(plot, line, at, document), width);
  return <LivePlot line={line} drawn={drawn} label={`Chart: ${title}, ${sentence(line)}`} />;
}

/** The chart in words: where it begins and ends, and what lies between. */
function sentence({ points, units }: LinePlot): string {
  const known = points.filter((point): point is { time: string; value: number } => point.value !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return 'without a figure';
  const values = known.map(({ value }) => value);
  const range = `lowest ${number(Math.min(...values))}, highest ${number(Math.max(...values))}`;
  return `${units}: ${number(first.value)} on ${first.time.slice(0, 10)}, ${number(last.value)} on ${last.time.slice(0, 10)}; ${range}`;
}
