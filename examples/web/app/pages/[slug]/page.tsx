import {
  SitePageDocument,
  SitePageForStaffDocument,
  type SitePageForStaffQuery,
  type SitePageQuery,
} from '@chronos-graph/views';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Block } from '@/components/block.tsx';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { Page } from '@/components/page.tsx';
import { Unavailable } from '@/components/unavailable.tsx';
import { type Asked, ask } from '@/lib/graph.ts';
import { arrived, part } from '@/lib/part.ts';
import { recessionsIn } from '@/lib/recessions.ts';
import { readSession } from '@/lib/session.ts';
import { MAPPED_INDICATOR, RECESSION_SERIES } from '@/lib/settings.ts';

const load = cache(async (slug: string): Promise<Asked<SitePageQuery | SitePageForStaffQuery>> => {
  const variables = { slug, indicator: MAPPED_INDICATOR, level: 'COUNTY', recessions: RECESSION_SERIES } as const;
  const session = await readSession();
  return session.crm ? ask(SitePageForStaffDocument, variables) : ask(SitePageDocument, variables);
});

export async function generateMetadata({ params }: PageProps<'/pages/[slug]'>): Promise<Metadata> {
  const { data } = await load(decodeURIComponent((await params).slug));
  const page = arrived(() => data.cmsPageBySlug);
  return { title: page ? page.title : 'Page' };
}

export default async function BlockPage({ params }: PageProps<'/pages/[slug]'>) {
  const { data, errors, receipt } = await load(decodeURIComponent((await params).slug));
  const page = arrived(() => data.cmsPageBySlug);
  if (page === null) notFound();
  if (!page) return <Unavailable title="This page cannot be shown now" receipt={receipt} errors={errors} />;
  const map = part(() => data.choropleth);
  const recessions = recessionsIn(data);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title={page.title} />
      {page.blocks.length === 0 && <Empty>There is nothing on this page yet.</Empty>}
      <div className="mt-8 grid gap-12">
        {page.blocks.map((block) => (
          <Block key={block.id} item={arrived(() => block.item)} map={map} recessions={recessions} />
        ))}
      </div>
    </Page>
  );
}
