import type { SiteSeriesQuery } from '@chronos-graph/views';
import type { ReactNode } from 'react';
import { changeText, day, number, period, unit, words } from '@/lib/format.ts';
import { arrived, part } from '@/lib/part.ts';

/** What is known of a series in figures and words. */
export function SeriesFacts({ series }: { readonly series: NonNullable<SiteSeriesQuery['series']> }) {
  const { units, frequency, seasonalAdjustment, source } = series;
  const latest = part(() => series.latest);
  const summary = part(() => series.summary);
  const inPercent = units === 'Percent';
  const change = arrived(() => (inPercent ? series.changeOnYear : series.changeOnYearPercent));
  return (
    <dl className="mt-8 grid gap-x-10 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
      <Fact name={latest ? period(latest.time, frequency) : 'Newest figure'}>
        <span className="font-serif text-3xl">{latest ? number(latest.value) : '–'}</span>
        {latest && <span className="label block">{unit(units)}</span>}
      </Fact>
      <Fact name="Over the year">
        <span className="font-serif text-3xl">{changeText(change, inPercent)}</span>
      </Fact>
      <Fact name="Lowest, mean, highest">
        {summary ? `${number(summary.min)}, ${number(summary.mean, 1)}, ${number(summary.max)}` : '–'}
      </Fact>
      <Fact name="Observed">
        {[
          words(frequency),
          words(seasonalAdjustment).toLowerCase(),
          summary && `${number(summary.count)} ${summary.count === 1 ? 'figure' : 'figures'}`,
        ]
          .filter(Boolean)
          .join(', ')}
        {series.startsOn && series.endsOn && (
          <span className="label block">
            {series.startsOn === series.endsOn
              ? day(series.startsOn)
              : `${day(series.startsOn)} – ${day(series.endsOn)}`}
          </span>
        )}
        <span className="label block">{source.name}</span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className="mt-1 tabular-nums">{children}</dd>
    </div>
  );
}
