'use client';

import { day } from '@/lib/format.ts';

interface RangeSliderProps {
  /** ISO 8601, ascending. */
  readonly times: readonly string[];
  /** Places in `times`, the first and the last that are shown. */
  readonly range: readonly [number, number];
  readonly onRange: (range: readonly [number, number]) => void;
}

/** Two handles on one track: a chart begins at the one and ends at the other. */
export function RangeSlider({ times, range: [from, to], onRange }: RangeSliderProps) {
  const last = times.length - 1;
  const textOf = (place: number) => day(times[place] ?? '');
  return (
    <div className="scripted mt-2">
      <div className="range">
        <span
          className="range-chosen"
          style={{ left: `${(from / last) * 100}%`, right: `${(1 - to / last) * 100}%` }}
        />
        <input
          type="range"
          aria-label="First figure of the chart"
          aria-valuetext={textOf(from)}
          max={last}
          value={from}
          onChange={({ target }) => onRange([Math.min(target.valueAsNumber, to - 1), to])}
        />
        <input
          type="range"
          aria-label="Last figure of the chart"
          aria-valuetext={textOf(to)}
          max={last}
          value={to}
          onChange={({ target }) => onRange([from, Math.max(target.valueAsNumber, from + 1)])}
        />
      </div>
      <p className="label flex justify-between tabular-nums">
        <span>{textOf(from)}</span>
        <span className="max-sm:hidden">Drag across the chart to zoom, double-click to see all of it</span>
        <span>{textOf(to)}</span>
      </p>
    </div>
  );
}
