import type { HomePartsFragment } from '@chronos-graph/views';
import { Link } from '@/components/link.tsx';
import { changeText, number, periodFrom, unit } from '@/lib/format.ts';
import { Sparkline } from './sparkline.tsx';

type HeadlineSeries = HomePartsFragment['cmsSiteSettings']['headlineSeries'];

/** The series that the site leads with: the newest figure, how it changed on the year, and how it has moved. */
export function HeadlineFigures({ series }: { readonly series: HeadlineSeries }) {
  return (
    <ul className="mt-10 grid gap-x-8 gap-y-8 border-line border-t pt-6 sm:grid-cols-2 lg:grid-cols-4">
      {series.map(({ code, title, units, latest, changeOnYear, changeOnYearPercent, observations }) => (
        <li key={code}>
          <Link href={`/series/${code}`} className="group block">
            <span className="block sm:min-h-11 font-semibold text-[0.9375rem] leading-snug group-hover:underline">
              {title}
            </span>
            <span className="mt-1 block font-serif text-3xl tabular-nums">{latest ? number(latest.value) : '–'}</span>
            <span className="label block">{unit(units)}</span>
            <Sparkline points={observations} />
            <span className="label block tabular-nums">
              {latest && `${periodFrom(latest.time)}, `}
              {units === 'Percent' ? changeText(changeOnYear, true) : changeText(changeOnYearPercent, false)} in a year
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
