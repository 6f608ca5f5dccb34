'use client';

import { useCallback } from 'react';
import { drawLine, type LinePlot, type Plot } from '@/lib/line-plot.ts';
import { type DrawnPlot, Plotted } from './plotted.tsx';

interface LivePlotProps {
  readonly line: LinePlot;
  /** The same as the server draws it. */
  readonly drawn: DrawnPlot;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}

/** A line that the server has drawn, and that the browser draws again with a pointer. */
export function LivePlot({ line, drawn, label }: LivePlotProps) {
  const draw = useCallback((plot: Plot, width: number) => drawLine(plot, line, width), [line]);
  return <Plotted draw={draw} drawn={drawn} label={label} height={line.height} />;
}
