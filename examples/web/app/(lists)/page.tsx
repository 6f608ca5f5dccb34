import {
  HomeDocument,
  HomeForStaffDocument,
  type HomeForStaffQuery,
  type HomePartsFragment,
  type HomeQuery,
} from '@chronos-graph/views';
import Image from 'next/image';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { HeadlineFigures } from '@/components/headline-figures.tsx';
import { Link } from '@/components/link.tsx';
import { Page } from '@/components/page.tsx';
import { Pipeline } from '@/components/pipeline.tsx';
import { Section } from '@/components/section.tsx';
import { day } from '@/lib/format.ts';
import { type Asked, ask } from '@/lib/graph.ts';
import { arrived, part } from '@/lib/part.ts';
import { readSession } from '@/lib/session.ts';

async function load(): Promise<Asked<HomeQuery | HomeForStaffQuery>> {
  const session = await readSession();
  return session.crm ? ask(HomeForStaffDocument, {}) : ask(HomeDocument, {});
}

export default async function Home() {
  const { data, errors, receipt } = await load();
  const tagline = arrived(() => data.cmsSiteSettings.tagline);
  const headline = part(() => data.cmsSiteSettings.headlineSeries);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title={tagline || 'The labour market, series by series and county by county'} />
      {headline && <HeadlineFigures series={headline} />}
      <Section id="articles" title="New articles">
        <Articles articles={part(() => data.cmsArticles)} />
      </Section>
      {'pipeline' in data && (
        <Section id="pipeline" title="Sales pipeline">
          <Pipeline groups={part(() => data.pipeline)} />
        </Section>
      )}
    </Page>
  );
}

function Articles({ articles }: { readonly articles: HomePartsFragment['cmsArticles'] | undefined }) {
  if (!articles) return <Empty>The articles could not be loaded.</Empty>;
  if (articles.length === 0) return <Empty>Nothing has been published yet.</Empty>;
  return (
    <ul className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-6">
      {articles.map(({ slug, title, excerpt, publishedAt, author, cover }, index) => (
        <li key={slug} className={index < 2 ? 'lg:col-span-3' : 'lg:col-span-2'}>
          {cover && (
            <Image
              src={cover.url}
              alt=""
              width={480}
              height={270}
              priority={index < 2}
              sizes="(min-width: 64rem) 30rem, (min-width: 40rem) 50vw, 100vw"
              className="mb-3 aspect-video w-full rounded-sm border border-line object-cover"
            />
          )}
          <h3 className={index < 2 ? 'text-title' : 'text-xl leading-snug'}>
            <Link href={`/articles/${slug}`} className="hover:underline">
              {title}
            </Link>
          </h3>
          <p className="mt-1.5 text-[0.9375rem] text-soft leading-relaxed">{excerpt}</p>
          <p className="label mt-2">{`${author.name} · ${day(publishedAt)}`}</p>
        </li>
      ))}
    </ul>
  );
}
