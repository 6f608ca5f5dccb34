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
import { RegionExplorer } from '@/components/map/region-explorer.tsx';
import { Page } from '@/components/page.tsx';
import { Section } from '@/components/section.tsx';
import { SeriesFigure } from '@/components/series-figure.tsx';
import { type Bounds, boundsOf, CONTIGUOUS, widened } from '@/lib/bounds.ts';
import { number, words } from '@/lib/format.ts';
import { type Asked, ask } from '@/lib/graph.ts';
import { keyOf, tilesOf } from '@/lib/map-of.ts';
import { failed } from '@/lib/missing.ts';
import { pointsOf } from '@/lib/points.ts';
import { scopeOf } from '@/lib/scope.ts';
import { readSession } from '@/lib/session.ts';
import { MAPPED_INDICATOR } from '@/lib/settings.ts';

const load = cache(async (code: string): Promise<Asked<SiteRegionQuery | SiteRegionForStaffQuery>> => {
  const { level, parent } = scopeOf(code);
  const variables = { code, indicator: MAPPED_INDICATOR, level, parent: parent ?? null };
  const session = await readSession();
  return session?.crm ? ask(SiteRegionForStaffDocument, variables) : ask(SiteRegionDocument, variables);
});

export async function generateMetadata({ params }: PageProps<'/regions/[code]'>): Promise<Metadata> {
  const { data } = await load(decodeURIComponent((await params).code));
  return { title: data?.region?.name ?? 'Region' };
}

export default async function RegionPage({ params }: PageProps<'/regions/[code]'>) {
  const code = decodeURIComponent((await params).code);
  const { data, errors, receipt } = await load(code);
  const region = data?.region;
  if (data && !region && !failed(errors, 'region')) notFound();
  const scope = scopeOf(code);
  const map = data?.choropleth;
  const companies = region && 'companies' in region ? region.companies : undefined;
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline
        title={region?.name ?? code}
        over={
          region && (
            <>
              {words(region.level)}
              {region.parent && (
                <>
                  {' in '}
                  <Link href={`/regions/${region.parent.code}`} className="link">
                    {region.parent.name}
                  </Link>
                </>
              )}
              {region.landAreaKm2 !== null && ` · ${number(region.landAreaKm2, 0)} km² of land`}
            </>
          )
        }
      />
      {region && <Indicators indicators={region.indicators} />}
      {map && (
        <Section id="map" title={`${map.indicator.name} by ${scope.singular}`}>
          <RegionExplorer
            mapKey={keyOf(map)}
            tiles={tilesOf(map)}
            scope={scope}
            bounds={viewOf(boundsOf(region?.boundingBox), scope.parent !== undefined && scope.parent !== code)}
            outline={region?.geometry ?? null}
            points={pointsOf(companies?.nodes ?? [])}
            peers={map.regions.map(({ region: { code, name }, value, class: of }) => ({
              code,
              name,
              value,
              class: of,
            }))}
            own={code}
          />
        </Section>
      )}
      {region && (
        <>
          <Section id="series" title="Series">
            {region.series === null && <Empty>The series did not arrive.</Empty>}
            {region.series?.length === 0 && <Empty>No series is about {region.name} as a whole.</Empty>}
            <div className="grid gap-10 lg:grid-cols-2">
              {region.series?.map((series) => (
                <SeriesFigure key={series.code} series={series} />
              ))}
            </div>
          </Section>
          <Section id="articles" title="Articles">
            <ArticleList articles={region.articles} none={`Nothing has been written about ${region.name} yet.`} />
          </Section>
          {companies !== undefined && (
            <Section id="companies" title={`Companies${companies ? ` (${companies.totalCount})` : ''}`}>
              <CompanyList companies={companies?.nodes ?? null} />
            </Section>
          )}
        </>
      )}
    </Page>
  );
}

/** What the map begins with: the region, and its neighbours where it is one of those that the map is about. */
function viewOf(bounds: Bounds | undefined, isAmongOthers: boolean): Bounds {
  if (!bounds) return CONTIGUOUS;
  return isAmongOthers ? widened(bounds) : bounds;
}
