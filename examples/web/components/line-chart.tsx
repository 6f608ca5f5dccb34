'use client';

import { useCallback, useMemo } from 'react';
import { number } from '@/lib/format.ts';
import { type Plot, Plotted } from './plotted.tsx';

interface Point {
  readonly time: string;
  readonly value: number | null;
}

interface LineChartProps {
  readonly title: string;
  /** What the figures count: "Thousands of persons". */
  readonly units: string;
  readonly points: readonly Point[];
  readonly height?: number;
}

/** A series over time. Where a figure is not available the line has a gap. */
export function LineChart({ title, units, points, height = 300 }: LineChartProps) {
  const data = useMemo(() => points.map(({ time, value }) => ({ time: new Date(time), value })), [points]);
  const draw = useCallback(
    (plot: Plot, width: number) =>
      plot.plot({
        width,
        height,
        marginLeft: 56,
        marginRight: 16,
        style: { background: 'none', color: 'inherit', fontSize: '12px', fontFamily: 'inherit' },
        x: { type: 'utc', label: null, ticks: Math.max(3, Math.floor(width / 110)) },
        y: { grid: true, nice: true, label: units, labelArrow: 'none', ticks: 5 },
        marks: [
          ...(data.some(({ value }) => value !== null && value < 0) ? [plot.ruleY([0])] : []),
          plot.lineY(data, { x: 'time', y: 'value', stroke: 'var(--accent)', strokeWidth: 2, curve: 'linear' }),
          ...(data.length < 3 ? [plot.dot(data, { x: 'time', y: 'value', fill: 'var(--accent)', r: 5 })] : []),
          plot.ruleX(data, plot.pointerX({ x: 'time', stroke: 'var(--soft)', strokeDasharray: '2 3' })),
          plot.dot(data, plot.pointerX({ x: 'time', y: 'value', fill: 'var(--mark)', r: 4 })),
          plot.tip(
            data,
            plot.pointerX({
              x: 'time',
              y: 'value',
              title: ({ time, value }: (typeof data)[number]) =>
                `${time.toLocaleDateString('en-US', { year: 'numeric', month: 'short', timeZone: 'UTC' })}\n${number(value)}`,
            }),
          ),
        ],
      }),
    [data, height, units],
  );
  return <Plotted draw={draw} label={`Chart: ${title}, ${sentence(points, units)}`} height={height} />;
}

/** The chart in words: where it begins and ends, and what lies between. */
function sentence(points: readonly Point[], units: string): string {
  const known = points.filter((point): point is { time: string; value: number } => point.value !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return 'without a figure';
  const values = known.map(({ value }) => value);
  const range = `lowest ${number(Math.min(...values))}, highest ${number(Math.max(...values))}`;
  return `${units}: ${number(first.value)} on ${first.time.slice(0, 10)}, ${number(last.value)} on ${last.time.slice(0, 10)}; ${range}`;
}
