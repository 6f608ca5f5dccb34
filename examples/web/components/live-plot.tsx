'use client';

import { useCallback, useMemo, useState } from 'react';
import { followDrags } from '@/lib/drag-zoom.ts';
import { drawLines, type LinePlot, type Plot } from '@/lib/line-plot.ts';
import { type DrawnPlot, Plotted } from './plotted.tsx';
import { RangeSlider } from './range-slider.tsx';

interface LivePlotProps {
  readonly chart: LinePlot;
  /** The same as the server draws it. */
  readonly drawn: DrawnPlot;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** Whether the visitor may choose a range of it. */
  readonly hasSlider: boolean;
}

/** Lines that the server has drawn, and that the browser draws again with a pointer, and in the range that is chosen. */
export function LivePlot({ chart, drawn, label, hasSlider }: LivePlotProps) {
  const times = useMemo(() => timesOf(chart), [chart]);
  const last = times.length - 1;
  const [range, setRange] = useState<readonly [number, number]>([0, last]);
  const [from, to] = range;
  const isWhole = from === 0 && to === last;
  const shown = useMemo(
    () => (isWhole ? chart : within(chart, times[from] ?? '', times[to] ?? '')),
    [chart, times, from, to, isWhole],
  );
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const figure = drawLines(plot, shown, width);
      if (hasSlider) {
        figure.style.cursor = 'crosshair';
        followDrags(figure, (first, end) => setRange((before) => rangeOf(times, first, end) ?? before));
        figure.addEventListener('dblclick', () => setRange([0, last]));
      }
      return figure;
    },
    [shown, hasSlider, times, last],
  );
  return (
    <>
      <Plotted draw={draw} drawn={isWhole ? drawn : undefined} label={label} height={chart.height} />
      {hasSlider && last > 1 && <RangeSlider times={times} range={range} onRange={setRange} />}
    </>
  );
}

/** Returns the places of the first and of the last time between two moments; undefined where there are no two. */
function rangeOf(times: readonly string[], first: Date, end: Date): readonly [number, number] | undefined {
  const [from, to] = [first.toISOString(), end.toISOString()];
  const range = [times.findIndex((time) => time >= from), times.findLastIndex((time) => time <= to)] as const;
  return range[0] >= 0 && range[0] < range[1] ? range : undefined;
}

/** All times of a chart, ascending: ISO 8601 sorts as text. */
function timesOf({ lines }: LinePlot): readonly string[] {
  return [...new Set(lines.flatMap(({ points }) => points.map(({ time }) => time)))].toSorted();
}

function within(chart: LinePlot, from: string, to: string): LinePlot {
  const lines = chart.lines.map(({ title, points }) => ({
    title,
    points: points.filter(({ time }) => time >= from && time <= to),
  }));
  return { ...chart, lines };
}
