import { SiteRegionsDocument, type SiteRegionsQuery } from '@chronos-graph/views';
import type { Metadata } from 'next';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { Link } from '@/components/link.tsx';
import { CanadaMap } from '@/components/map/canada-map.tsx';
import { MapFigure } from '@/components/map/map-figure.tsx';
import { YearForm } from '@/components/map/year-form.tsx';
import { Page } from '@/components/page.tsx';
import { Section } from '@/components/section.tsx';
import { StatesTable } from '@/components/states-table.tsx';
import { ask } from '@/lib/graph.ts';
import { part } from '@/lib/part.ts';
import { MAPPED_INDICATOR } from '@/lib/settings.ts';
import { dayOf, yearIn, yearsOf } from '@/lib/years.ts';

export const metadata: Metadata = { title: 'Regions' };

export default async function Regions({ searchParams }: PageProps<'/regions'>) {
  const year = yearIn((await searchParams).year);
  const at = dayOf(year);
  const variables = { indicator: MAPPED_INDICATOR, level: 'COUNTY', at } as const;
  const { data, errors, receipt } = await ask(SiteRegionsDocument, variables);
  const map = part(() => data.choropleth);
  const indicator = part(() => data.indicator);
  const levels = indicator?.coverage?.levels ?? [];
  const years = yearsOf(levels, 'COUNTY', year);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title="Regions">
        <p>
          Every county of the United States by its {year === null ? 'newest figure' : `figure at the end of ${year}`}.
          Choose a county on the map, or a state below.
        </p>
      </Headline>
      {map && (
        <div className="mt-8">
          <MapFigure map={map} at={at} />
          {years && <YearForm path="/regions" years={years} />}
          <p className="label mt-2">Puerto Rico and the islands are not on this map: their own pages have maps.</p>
        </div>
      )}
      <Section id="states" title="States and territories">
        <StatesTable states={part(() => data.states)} map={map} />
      </Section>
      <Section id="provinces" title="Provinces and territories of Canada">
        {indicator && !levels.some(({ level }) => level === 'PROVINCE') && (
          <p className="mb-6 max-w-2xl text-soft">
            Canada has borders, names in English and French, and articles here. No source has its{' '}
            {indicator.name.toLowerCase()}: its map has no colours, and its regions have no ranks and no series.
          </p>
        )}
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <CanadaMap />
          <Provinces regions={part(() => data.provinces)} />
        </div>
      </Section>
    </Page>
  );
}

function Provinces({ regions }: { readonly regions: SiteRegionsQuery['provinces'] | undefined }) {
  if (!regions) return <Empty>The provinces could not be loaded.</Empty>;
  return (
    <ul className="columns-2 gap-x-8 self-center">
      {regions.edges.map(({ node: { code, name } }) => (
        <li key={code} className="break-inside-avoid">
          <Link href={`/regions/${code}`} className="inline-block py-1 hover:underline">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
