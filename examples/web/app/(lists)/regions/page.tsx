import { SiteRegionsDocument, type SiteRegionsQuery } from '@chronos-graph/views';
import type { Metadata } from 'next';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { Link } from '@/components/link.tsx';
import { MapFigure } from '@/components/map/map-figure.tsx';
import { Page } from '@/components/page.tsx';
import { Section } from '@/components/section.tsx';
import { ask } from '@/lib/graph.ts';
import { part } from '@/lib/part.ts';
import { MAPPED_INDICATOR } from '@/lib/settings.ts';

export const metadata: Metadata = { title: 'Regions' };

export default async function Regions() {
  const { data, errors, receipt } = await ask(SiteRegionsDocument, { indicator: MAPPED_INDICATOR, level: 'COUNTY' });
  const map = part(() => data.choropleth);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title="Regions">
        <p>Every county of the United States by its newest figure. Choose a county on the map, or a state below.</p>
      </Headline>
      {map && (
        <div className="mt-8">
          <MapFigure map={map} />
        </div>
      )}
      <Section id="states" title="States and territories">
        <Names regions={part(() => data.states)} />
      </Section>
      <Section id="provinces" title="Provinces and territories of Canada">
        <Names regions={part(() => data.provinces)} />
      </Section>
    </Page>
  );
}

function Names({ regions }: { readonly regions: SiteRegionsQuery['states'] | undefined }) {
  if (!regions) return <Empty>They did not arrive.</Empty>;
  if (regions.edges.length === 0) return <Empty>There are none.</Empty>;
  return (
    <ul className="columns-2 gap-x-8 sm:columns-3 lg:columns-4">
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
