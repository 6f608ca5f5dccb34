import type { SiteSeriesQuery } from '@chronos-graph/views';
import { Link } from '@/components/link.tsx';
import { type Figures, figuresQuery, unitsOf } from '@/lib/figures.ts';
import type { Line } from '@/lib/line-plot.ts';
import { part } from '@/lib/part.ts';
import type { Recessions } from '@/lib/recessions.ts';
import { Empty } from './empty.tsx';
import { LineChart } from './line-chart.tsx';

type Series = NonNullable<SiteSeriesQuery['series']>;

interface ComparisonProps {
  readonly series: Series;
  /** null: there is no such series; undefined: it could not be loaded. */
  readonly other: SiteSeriesQuery['other'];
  readonly figures: Figures;
}

/** Returns the line of the other series, where both count the same; a chart of two axes would show what is not there. */
export function otherLine({ series, other, figures }: ComparisonProps): readonly Line[] {
  if (!other || !countTheSame(series, other, figures)) return [];
  const points = part(() => other.observations);
  return points ? [{ title: other.title, points }] : [];
}

/** The one series divided by the other. */
export function Comparison({
  series,
  other,
  figures,
  recessions,
}: ComparisonProps & { readonly recessions: Recessions | undefined }) {
  if (other === null) return <Empty>There is no series with the code {figures.with}.</Empty>;
  if (!other) return <Empty>The other series could not be loaded.</Empty>;
  const ratio = part(() => series.comparison);
  const title = `${series.title}, divided by ${other.title}`;
  return (
    <div className="mt-8 max-w-3xl">
      {!countTheSame(series, other, figures) && (
        <p className="mb-4 text-soft">
          The two series have different units: they are not on one chart.{' '}
          <Link href={`/series/${series.code}${figuresQuery({ ...figures, transform: 'INDEX' })}`} className="link">
            Show both as an index
          </Link>
        </p>
      )}
      <h3 className="mb-2 font-sans font-semibold text-[0.9375rem]">{title}</h3>
      {ratio && ratio.observations.length > 0 ? (
        <LineChart
          units={ratio.units || 'Ratio'}
          lines={[{ title, points: ratio.observations }]}
          recessions={recessions}
          height={200}
          width={768}
        />
      ) : (
        <Empty>The two series have no figures at the same times.</Empty>
      )}
    </div>
  );
}

function countTheSame(
  one: Series,
  other: NonNullable<ComparisonProps['other']>,
  { transform, base }: Figures,
): boolean {
  return unitsOf(one.units, transform, base) === unitsOf(other.units, transform, base);
}
