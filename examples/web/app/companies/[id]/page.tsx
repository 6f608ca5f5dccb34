import { SiteCompanyDocument, type SiteCompanyQuery } from '@chronos-graph/views';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ArticleList } from '@/components/article-list.tsx';
import { Opportunities, People } from '@/components/company-tables.tsx';
import { Headline } from '@/components/headline.tsx';
import { Indicators } from '@/components/indicators.tsx';
import { Link } from '@/components/link.tsx';
import { CanadaMap } from '@/components/map/canada-map.tsx';
import { MapFigure } from '@/components/map/map-figure.tsx';
import { Page } from '@/components/page.tsx';
import { Pages } from '@/components/pages.tsx';
import { Section } from '@/components/section.tsx';
import { Unavailable } from '@/components/unavailable.tsx';
import { boundsOf } from '@/lib/bounds.ts';
import { money, nameOf } from '@/lib/format.ts';
import { ask } from '@/lib/graph.ts';
import { pageIn } from '@/lib/pages.ts';
import { arrived, part } from '@/lib/part.ts';
import { pointsOf } from '@/lib/points.ts';
import { NOTHING_ASKED } from '@/lib/receipt.ts';
import { readSession } from '@/lib/session.ts';
import { MAPPED_INDICATOR } from '@/lib/settings.ts';

type Company = NonNullable<SiteCompanyQuery['crmCompany']>;

const PAGE_SIZE = 24;

const load = cache((id: string, people: number, opportunities: number) =>
  ask(SiteCompanyDocument, {
    id,
    indicator: MAPPED_INDICATOR,
    pageSize: PAGE_SIZE,
    people: (people - 1) * PAGE_SIZE,
    opportunities: (opportunities - 1) * PAGE_SIZE,
  }),
);

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** @returns undefined for who is not staff: then nothing is asked */
async function read({ params, searchParams }: PageProps<'/companies/[id]'>) {
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  const query = await searchParams;
  const pages = { people: pageIn(query, 'people'), opportunities: pageIn(query, 'opportunities') };
  if (!(await readSession()).crm) return undefined;
  return { ...(await load(id, pages.people, pages.opportunities)), pages };
}

export async function generateMetadata(props: PageProps<'/companies/[id]'>): Promise<Metadata> {
  const asked = await read(props);
  const company = asked && arrived(() => asked.data.crmCompany);
  return { title: company ? nameOf(company.name) : 'Company' };
}

export default async function CompanyPage(props: PageProps<'/companies/[id]'>) {
  const asked = await read(props);
  if (!asked) return <ForStaff />;
  const { data, errors, receipt, pages } = asked;
  const company = arrived(() => data.crmCompany);
  if (company === null) notFound();
  if (!company) return <Unavailable title="This company cannot be shown now" receipt={receipt} errors={errors} />;
  const opportunities = part(() => company.opportunities);
  const people = part(() => company.people);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title={nameOf(company.name)} over={placeOf(company)}>
        <p className="text-base">
          {company.annualRevenue?.currencyCode &&
            `Revenue of ${money(company.annualRevenue.amountMicros, company.annualRevenue.currencyCode)} a year. `}
          {company.domainName?.primaryLinkUrl && (
            <a href={company.domainName.primaryLinkUrl} rel="noreferrer" className="link">
              {company.domainName.primaryLinkUrl.replace(/^https?:\/\//, '')}
            </a>
          )}
        </p>
      </Headline>
      <Section id="place" title="Location">
        <Place data={data} company={company} />
      </Section>
      <Section id="opportunities" title={`Opportunities${countOf(opportunities)}`}>
        <Opportunities opportunities={opportunities} />
        <Pages
          name="opportunities"
          page={pages.opportunities}
          size={PAGE_SIZE}
          total={opportunities?.totalCount ?? 0}
        />
      </Section>
      <Section id="people" title={`People${countOf(people)}`}>
        <People people={people} />
        <Pages name="people" page={pages.people} size={PAGE_SIZE} total={people?.totalCount ?? 0} />
      </Section>
      <Section id="articles" title="Articles that mention it">
        <ArticleList articles={part(() => company.articles)} none="No article mentions it." />
      </Section>
    </Page>
  );
}

function ForStaff() {
  return (
    <Page receipt={NOTHING_ASKED}>
      <Headline title="Companies are for staff">
        <p>
          <Link href="/sign-in" className="link">
            Sign in
          </Link>{' '}
          with a staff token to see this page.
        </p>
      </Headline>
    </Page>
  );
}

function Place({ data, company }: { readonly data: SiteCompanyQuery; readonly company: Company }) {
  const county = part(() => company.county);
  const state = part(() => company.state);
  const province = part(() => company.province);
  const places = [county, state, province].filter(isThere);
  const counties = part(() => data.counties);
  const points = pointsOf([company]);
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      {province && <CanadaMap outline={province.geometry} points={points} />}
      {!province && counties && (
        <MapFigure
          map={counties}
          parent={state?.code}
          bounds={boundsOf(state?.boundingBox)}
          outline={county?.geometry}
          points={points}
        />
      )}
      <div>
        {places.length === 0 && <p className="text-soft">No region of the graph contains its address.</p>}
        {places.map((place) => (
          <div key={place.code} className="mb-8">
            <h3 className="text-xl">
              <Link href={`/regions/${place.code}`} className="hover:underline">
                {place.name}
              </Link>
            </h3>
            <Indicators indicators={place.indicators} />
            {place.indicators.length === 0 && <p className="label mt-1">No indicator has a figure for it.</p>}
          </div>
        ))}
      </div>
    </div>
  );
}

function placeOf({ address }: Company): string {
  if (!address) return '';
  const { addressCity, addressState, addressCountry } = address;
  return [addressCity, addressState, addressCountry].filter(Boolean).join(', ');
}

function countOf(list: { readonly totalCount: number } | undefined): string {
  return list && list.totalCount > 0 ? ` (${list.totalCount})` : '';
}

const isThere = <Value,>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;
