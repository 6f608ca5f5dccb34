import { SiteSeriesDocument, type SiteSeriesQuery } from '@chronos-graph/views';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ArticleList } from '@/components/article-list.tsx';
import { Comparison, otherLine } from '@/components/comparison.tsx';
import { Downloads } from '@/components/downloads.tsx';
import { Empty } from '@/components/empty.tsx';
import { FiguresForm } from '@/components/figures-form.tsx';
import { FiguresTable } from '@/components/figures-table.tsx';
import { Headline } from '@/components/headline.tsx';
import { LineChart } from '@/components/line-chart.tsx';
import { Link } from '@/components/link.tsx';
import { Page } from '@/components/page.tsx';
import { Section } from '@/components/section.tsx';
import { SeriesFacts } from '@/components/series-facts.tsx';
import { Unavailable } from '@/components/unavailable.tsx';
import { type Figures, rangeProblem, readFigures, unitsOf } from '@/lib/figures.ts';
import { ask } from '@/lib/graph.ts';
import { arrived, part } from '@/lib/part.ts';
import { type Recessions, recessionsIn } from '@/lib/recessions.ts';
import { readSession } from '@/lib/session.ts';
import { RECESSION_SERIES } from '@/lib/settings.ts';

/** What a wide page has room for, in pixels. */
const PAGE = 1088;

type Series = NonNullable<SiteSeriesQuery['series']>;

/** @param figures as JSON, by which two calls for one page are the same */
const load = cache((code: string, figures: string) => {
  const { with: other, ...chosen } = JSON.parse(figures) as Figures;
  // The chart says what is wrong with such a range; the rest of the page is there.
  const variables = rangeProblem(chosen) === undefined ? chosen : { ...chosen, from: null, to: null };
  const compared = { with: other ?? '', compared: other !== null };
  return ask(SiteSeriesDocument, { code, ...variables, ...compared, recessions: RECESSION_SERIES });
});

async function read({ params, searchParams }: PageProps<'/series/[code]'>) {
  const code = decodeURIComponent((await params).code);
  const figures = readFigures(await searchParams);
  return { code, figures, asked: await load(code, JSON.stringify(figures)) };
}

export async function generateMetadata(props: PageProps<'/series/[code]'>): Promise<Metadata> {
  const { asked } = await read(props);
  const series = arrived(() => asked.data.series);
  return { title: series ? series.title : 'Series' };
}

export default async function SeriesPage(props: PageProps<'/series/[code]'>) {
  const { code, figures, asked } = await read(props);
  const { data, errors, receipt } = asked;
  const series = arrived(() => data.series);
  if (series === null) notFound();
  if (!series) return <Unavailable title={code} receipt={receipt} errors={errors} />;
  const region = part(() => series.region);
  const related = part(() => series.relatedSeries);
  const other = part(() => data.other);
  const session = await readSession();
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title={series.title} over={region && <RegionLink region={region} />}>
        <p className="text-base">{series.description}</p>
      </Headline>
      <SeriesFacts series={series} />
      <Section id="chart" title="Over time">
        <FiguresForm code={code} figures={figures} related={(related ?? []).map(({ series: each }) => each)} />
        <Chart series={series} other={other} figures={figures} recessions={recessionsIn(data)} />
        {rangeProblem(figures) === undefined && (
          <Downloads code={code} title={series.title} figures={figures} bulk={session.bulk} />
        )}
      </Section>
      <div className="grid gap-x-14 lg:grid-cols-2">
        <Section id="articles" title="Articles">
          <ArticleList articles={part(() => series.articles)} none="There are no articles about it yet." />
        </Section>
        <Section id="related" title="Related series">
          <Related related={related} />
        </Section>
      </div>
    </Page>
  );
}

function RegionLink({ region: { code, name } }: { readonly region: NonNullable<Series['region']> }) {
  return (
    <Link href={`/regions/${code}`} className="link">
      {name}
    </Link>
  );
}

interface ChartProps {
  readonly series: Series;
  readonly other: SiteSeriesQuery['other'];
  readonly figures: Figures;
  readonly recessions: Recessions | undefined;
}

function Chart({ series, other, figures, recessions: all }: ChartProps) {
  const { title, frequency } = series;
  const observations = part(() => series.observations);
  const problem = rangeProblem(figures);
  if (problem !== undefined) return <NoChart>{problem}</NoChart>;
  if (!observations) return <NoChart>The figures could not be loaded.</NoChart>;
  if (observations.length === 0) return <NoChart>This series has no figures in this range.</NoChart>;
  // The series of the recessions itself needs no shading.
  const recessions = all?.code === series.code ? undefined : all;
  const units = unitsOf(series.units, figures.transform, figures.base);
  return (
    <div className="mt-6">
      <LineChart
        units={units}
        lines={[{ title, points: observations }, ...otherLine({ series, other, figures })]}
        recessions={recessions}
        height={360}
        width={PAGE}
        hasSlider
      />
      <FiguresTable
        caption={title}
        units={units}
        frequency={figures.bucket === 'YEAR' ? 'ANNUAL' : figures.bucket === 'QUARTER' ? 'QUARTERLY' : frequency}
        points={observations}
      />
      {figures.with !== null && <Comparison series={series} other={other} figures={figures} recessions={recessions} />}
    </div>
  );
}

function NoChart({ children }: { readonly children: string }) {
  return (
    <div role="status" className="mt-6">
      <Empty>{children}</Empty>
    </div>
  );
}

function Related({ related }: { readonly related: Series['relatedSeries'] | undefined }) {
  if (!related) return <Empty>The related series could not be loaded.</Empty>;
  if (related.length === 0) return <Empty>There are no related series.</Empty>;
  return (
    <ul className="grid gap-2">
      {related.map(({ series: { code, title } }) => (
        <li key={code}>
          <Link href={`/series/${code}`} className="link">
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
