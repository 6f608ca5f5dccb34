import {
  SiteRegionDocument,
  SiteRegionForStaffDocument,
  type SiteRegionForStaffQuery,
  type SiteRegionQuery,
} from '@chronos-graph/views';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ArticleList } from '@/components/article-list.tsx';
import { CompanyList } from '@/components/company-list.tsx';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { Indicators } from '@/components/indicators.tsx';
import { Link } from '@/components/link.tsx';
import { CanadaMap } from '@/components/map/canada-map.tsx';
import { RegionMapSection } from '@/components/map/region-map-section.tsx';
import { Page } from '@/components/page.tsx';
import { Pages } from '@/components/pages.tsx';
import { Section } from '@/components/section.tsx';
import { SeriesFigure } from '@/components/series-figure.tsx';
import { Unavailable } from '@/components/unavailable.tsx';
import { number, words } from '@/lib/format.ts';
import { type Asked, ask } from '@/lib/graph.ts';
import { pageIn } from '@/lib/pages.ts';
import { arrived, part } from '@/lib/part.ts';
import { pointsOf } from '@/lib/points.ts';
import { recessionsIn } from '@/lib/recessions.ts';
import { scopeOf } from '@/lib/scope.ts';
import { readSession } from '@/lib/session.ts';
import { MAPPED_INDICATOR, RECESSION_SERIES } from '@/lib/settings.ts';

/** Of companies on a page of their list. */
const PAGE_SIZE = 24;
/** As many companies are points of the map at least, and as many as the graph has in one answer at most. */
const POINTS = 200;
const MOST = 1_000;
/** As many series have a chart on the page. */
const CHARTS = 12;

const load = cache(async (code: string, page: number): Promise<Asked<SiteRegionQuery | SiteRegionForStaffQuery>> => {
  const scope = scopeOf(code);
  const { level = 'COUNTY', parent = null } = scope ?? {};
  const shown = { indicator: MAPPED_INDICATOR, level, parent, mapped: scope !== undefined };
  const variables = { code, ...shown, recessions: RECESSION_SERIES };
  const session = await readSession();
  if (!session.crm) return ask(SiteRegionDocument, variables);
  const companies = Math.min(MOST, Math.max(POINTS, page * PAGE_SIZE));
  return ask(SiteRegionForStaffDocument, { ...variables, companies });
});

async function read({ params, searchParams }: PageProps<'/regions/[code]'>) {
  const code = decodeURIComponent((await params).code);
  const page = pageIn(await searchParams, 'companies');
  return { code, page, ...(await load(code, page)) };
}

export async function generateMetadata(props: PageProps<'/regions/[code]'>): Promise<Metadata> {
  const { data } = await read(props);
  const region = arrived(() => data.region);
  return { title: region ? region.name : 'Region' };
}

export default async function RegionPage(props: PageProps<'/regions/[code]'>) {
  const { code, page, data, errors, receipt } = await read(props);
  const region = arrived(() => data.region);
  if (region === null) notFound();
  const scope = scopeOf(code);
  const map = part(() => data.choropleth);
  if (!region) return <Unavailable title={code} receipt={receipt} errors={errors} />;
  const series = part(() => region.series);
  const recessions = recessionsIn(data);
  const outline = part(() => region.geometry);
  const companies = part(() => ('companies' in region ? region.companies : undefined));
  const points = pointsOf(companies?.nodes);
  const parent = part(() => region.parent);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline
        title={region.name}
        over={
          <>
            {words(region.level)}
            {parent && (
              <>
                {' in '}
                <Link href={`/regions/${parent.code}`} className="link">
                  {parent.name}
                </Link>
              </>
            )}
            {region.landAreaKm2 !== null && ` · ${number(region.landAreaKm2, 0)} km² of land`}
          </>
        }
      />
      <Indicators indicators={part(() => region.indicators)} />
      {scope && map && (
        <Section id="map" title={`${map.indicator.name} by ${scope.singular}`}>
          <RegionMapSection map={map} scope={scope} own={code} outline={outline} points={points} />
        </Section>
      )}
      {region.country === 'CA' && (
        <Section id="map" title="Where it is">
          <div className="max-w-3xl">
            <CanadaMap outline={outline} points={points} />
          </div>
          <p className="mt-4 text-soft">
            The sources have borders of Canada, but no figures: the map has no colours, and there are no ranks.
          </p>
        </Section>
      )}
      <Section id="series" title="Series">
        {!series && <Empty>The series could not be loaded.</Empty>}
        {series && series.length === 0 && <Empty>There is no series about {region.name} as a whole.</Empty>}
        <div className="grid gap-10 lg:grid-cols-2">
          {series?.map((each) => (
            <SeriesFigure key={each.code} series={each} recessions={recessions} />
          ))}
        </div>
        {series?.length === CHARTS && (
          <Link href={`/series?region=${code}`} className="link mt-6 inline-block py-2">
            All series about {region.name}
          </Link>
        )}
      </Section>
      <Section id="articles" title="Articles">
        <ArticleList articles={part(() => region.articles)} none={`There are no articles about ${region.name} yet.`} />
      </Section>
      {'companies' in region && (
        <Section id="companies" title={`Companies${companies ? ` (${companies.totalCount})` : ''}`}>
          <CompanyList
            companies={companies?.nodes.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
            total={companies?.totalCount}
          />
          <Pages name="companies" page={page} size={PAGE_SIZE} total={Math.min(MOST, companies?.totalCount ?? 0)} />
        </Section>
      )}
    </Page>
  );
}
