import type { Frequency } from '@chronos-graph/views';
import { Link } from '@/components/link.tsx';
import { period, quantity } from '@/lib/format.ts';
import type { Recessions } from '@/lib/recessions.ts';
import { FiguresTable } from './figures-table.tsx';
import { LineChart } from './line-chart.tsx';

interface SeriesFigureProps {
  readonly series: {
    readonly code: string;
    readonly title: string;
    readonly units: string;
    readonly frequency: Frequency;
    readonly observations: readonly { readonly time: string; readonly value: number | null }[];
  };
  readonly recessions: Recessions | undefined;
  /** In place of the series' own title. */
  readonly title?: string;
  /** Of its column on a wide page, in pixels: half of the page where absent. */
  readonly width?: number;
}

/** The chart of a series with its figures; a single figure is shown as text. */
export function SeriesFigure({ series, recessions, title = series.title, width = 524 }: SeriesFigureProps) {
  const { code, units, frequency, observations: points } = series;
  const only = points.length === 1 ? points[0] : undefined;
  return (
    <figure>
      <figcaption className="mb-2">
        <Link href={`/series/${code}`} className="font-semibold hover:underline">
          {title}
        </Link>
      </figcaption>
      {points.length === 0 && <p className="text-soft">This series has no figures.</p>}
      {only && (
        <p className="py-4 font-serif text-3xl tabular-nums">
          {quantity(only.value, units)}{' '}
          <span className="font-sans text-base text-soft">in {period(only.time, frequency)}</span>
        </p>
      )}
      {points.length > 1 && (
        <>
          <LineChart units={units} lines={[{ title, points }]} recessions={recessions} height={240} width={width} />
          <FiguresTable caption={title} units={units} frequency={frequency} points={points} />
        </>
      )}
    </figure>
  );
}
