import { drawnPlot } from '@/lib/drawn-plot.ts';
import { number } from '@/lib/format.ts';
import { drawLines, LINE_COLOURS, type Line, type LinePlot, shadedUnder } from '@/lib/line-plot.ts';
import type { Recessions } from '@/lib/recessions.ts';
import type { Span } from '@/lib/spans.ts';
import { Link } from './link.tsx';
import { LivePlot } from './live-plot.tsx';

interface LineChartProps extends Omit<LinePlot, 'shaded'> {
  /** Those under its lines are shaded. */
  readonly recessions: Recessions | undefined;
  /** Of its column on a wide page, in pixels. */
  readonly width: number;
  /** Whether the visitor may choose a range of it. */
  readonly hasSlider?: boolean;
}

/** Series over time: drawn on the server, so that they need no script; a script adds the pointer and the slider. */
export function LineChart({ recessions, width, hasSlider = false, ...figures }: LineChartProps) {
  const { lines, units } = figures;
  const shaded = shadedUnder(lines, recessions?.spans ?? []);
  const chart = { ...figures, shaded };
  const drawn = drawnPlot((plot, at, document) => drawLines(plot, chart, at, document), width);
  const sentences = [...lines.map((line) => `${line.title}, ${sentence(line, units)}`), ...shadedSentence(shaded)];
  const label = `Chart: ${sentences.join('. ')}`;
  return (
    <>
      {lines.length > 1 && <Key lines={lines} />}
      <LivePlot chart={chart} drawn={drawn} label={label} hasSlider={hasSlider} />
      {recessions && shaded.length > 0 && (
        <p className="label mt-1">
          Shaded:{' '}
          <Link href={`/series/${recessions.code}`} className="link">
            {recessions.title}
          </Link>
        </p>
      )}
    </>
  );
}

/** Which line is which. */
function Key({ lines }: Pick<LinePlot, 'lines'>) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-6 gap-y-1 text-[0.9375rem]">
      {lines.map(({ title }, nth) => (
        <li key={title} className="flex items-center gap-2">
          <span aria-hidden="true" className="h-0.5 w-5" style={{ background: LINE_COLOURS[nth] }} />
          {title}
        </li>
      ))}
    </ul>
  );
}

/** Recessions in words, each by its first day and the day after its last; nothing where none is shaded. */
function shadedSentence(shaded: readonly Span[]): string[] {
  if (shaded.length === 0) return [];
  return [`Recessions: ${shaded.map(({ from, to }) => `${from.slice(0, 10)} to ${to.slice(0, 10)}`).join(', ')}`];
}

/** A line in words: where it begins and ends, and what lies between. */
function sentence({ points }: Line, units: string): string {
  const known = points.filter((point): point is { time: string; value: number } => point.value !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return 'without a figure';
  const values = known.map(({ value }) => value);
  const range = `lowest ${number(Math.min(...values))}, highest ${number(Math.max(...values))}`;
  return `${units}: ${number(first.value)} on ${first.time.slice(0, 10)}, ${number(last.value)} on ${last.time.slice(0, 10)}; ${range}`;
}
