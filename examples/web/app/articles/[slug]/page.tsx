import {
  SiteArticleDocument,
  SiteArticleForStaffDocument,
  type SiteArticleForStaffQuery,
  type SiteArticlePartsFragment,
  type SiteArticleQuery,
} from '@chronos-graph/views';
import type { Metadata } from 'next';
import Image from 'next/image';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { CompanyList } from '@/components/company-list.tsx';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { Link } from '@/components/link.tsx';
import { MapFigure } from '@/components/map/map-figure.tsx';
import { Markdown } from '@/components/markdown.tsx';
import { Page } from '@/components/page.tsx';
import { Section } from '@/components/section.tsx';
import { SeriesFigure } from '@/components/series-figure.tsx';
import { Unavailable } from '@/components/unavailable.tsx';
import { boundsOf } from '@/lib/bounds.ts';
import { day } from '@/lib/format.ts';
import { type Asked, ask } from '@/lib/graph.ts';
import { arrived, part } from '@/lib/part.ts';
import { recessionsIn } from '@/lib/recessions.ts';
import { readSession } from '@/lib/session.ts';
import { MAPPED_INDICATOR, RECESSION_SERIES } from '@/lib/settings.ts';

const load = cache(async (slug: string): Promise<Asked<SiteArticleQuery | SiteArticleForStaffQuery>> => {
  const variables = { slug, indicator: MAPPED_INDICATOR, level: 'COUNTY', recessions: RECESSION_SERIES } as const;
  const session = await readSession();
  return session.crm ? ask(SiteArticleForStaffDocument, variables) : ask(SiteArticleDocument, variables);
});

export async function generateMetadata({ params }: PageProps<'/articles/[slug]'>): Promise<Metadata> {
  const { data } = await load(decodeURIComponent((await params).slug));
  const article = arrived(() => data.cmsArticleBySlug);
  if (!article) return { title: 'Article' };
  const { title, excerpt } = article;
  return { title, ...(excerpt && { description: excerpt }) };
}

export default async function ArticlePage({ params }: PageProps<'/articles/[slug]'>) {
  const { data, errors, receipt } = await load(decodeURIComponent((await params).slug));
  const article = arrived(() => data.cmsArticleBySlug);
  if (article === null) notFound();
  if (!article) return <Unavailable title="This article cannot be shown now" receipt={receipt} errors={errors} />;
  const series = part(() => article.series);
  const region = part(() => article.region);
  const map = part(() => data.choropleth);
  const recessions = recessionsIn(data);
  const bounds = region && boundsOf(region.boundingBox);
  return (
    <Page receipt={receipt} errors={errors}>
      <article>
        <Headline title={article.title} over={<Tags tags={article.tags} />}>
          {article.excerpt && <p className="font-serif">{article.excerpt}</p>}
          <p className="mt-4 text-[0.9375rem]">
            {[article.author.name, article.author.jobTitle].filter(Boolean).join(', ')}
            {' · '}
            <time dateTime={article.publishedAt}>{day(article.publishedAt)}</time>
          </p>
        </Headline>
        <Cover cover={article.cover} />
        <div className="mt-10 grid gap-x-14 gap-y-12 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
          <Markdown>{article.body}</Markdown>
          <aside aria-label="Related" className="grid content-start gap-8">
            <Related series={series} region={region} />
          </aside>
        </div>
        {series && series.length > 0 && (
          <Section id="series" title="Its series">
            <div className="grid gap-x-10 gap-y-12 lg:grid-cols-2">
              {series.map((each) => (
                <SeriesFigure key={each.code} series={each} recessions={recessions} />
              ))}
            </div>
          </Section>
        )}
        {region && bounds && map && (
          <Section id="map" title={`${map.indicator.name} in ${region.name}`}>
            <MapFigure map={map} parent={region.code} bounds={bounds} outline={region.geometry} />
          </Section>
        )}
        {'companies' in article && (
          <Section id="companies" title="Companies in this article">
            <CompanyList companies={part(() => article.companies)} />
          </Section>
        )}
      </article>
    </Page>
  );
}

function Tags({ tags }: Pick<SiteArticlePartsFragment, 'tags'>) {
  return tags.flatMap(({ tag }) => (tag ? [tag.name] : [])).join(' · ');
}

function Cover({ cover }: Pick<SiteArticlePartsFragment, 'cover'>) {
  if (!cover) return null;
  return (
    <Image
      src={cover.url}
      alt={cover.description ?? ''}
      width={cover.width ?? 1600}
      height={cover.height ?? 900}
      priority
      sizes="(min-width: 72rem) 68rem, 100vw"
      className="mt-8 w-full rounded-sm border border-line"
    />
  );
}

interface RelatedProps {
  /** Undefined: they did not arrive, as `region`. */
  readonly series: SiteArticlePartsFragment['series'] | undefined;
  readonly region: SiteArticlePartsFragment['region'] | undefined;
}

function Related({ series: given, region }: RelatedProps) {
  const series = given || [];
  const own = new Set(series.map(({ code }) => code));
  const related = new Map(
    series
      .flatMap((each) => each.relatedSeries.map(({ series }) => [series.code, series] as const))
      .filter(([code]) => !own.has(code)),
  );
  return (
    <>
      {region && (
        <div>
          <h2 className="mb-1 font-sans font-semibold text-[0.9375rem]">Region</h2>
          <Link href={`/regions/${region.code}`} className="link">
            {region.name}
          </Link>
        </div>
      )}
      <div>
        <h2 className="mb-2 font-sans font-semibold text-[0.9375rem]">Related series</h2>
        {related.size === 0 && (
          <Empty>{given ? 'There are no related series.' : 'The related series could not be loaded.'}</Empty>
        )}
        <ul className="grid gap-2 text-[0.9375rem]">
          {[...related.values()].slice(0, 6).map(({ code, title }) => (
            <li key={code}>
              <Link href={`/series/${code}`} className="link">
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
