import type { MapPartsFragment, SitePageForStaffQuery, SitePageQuery } from '@chronos-graph/views';
import { part } from '@/lib/part.ts';
import type { Recessions } from '@/lib/recessions.ts';
import { CompanyList } from './company-list.tsx';
import { MapFigure } from './map/map-figure.tsx';
import { Markdown } from './markdown.tsx';
import { Section } from './section.tsx';
import { SeriesFigure } from './series-figure.tsx';

type Item = NonNullable<(SitePageQuery | SitePageForStaffQuery)['cmsPageBySlug']>['blocks'][number]['item'];

interface BlockProps {
  /** null: the editors took it away; undefined: it could not be loaded. */
  readonly item: Item | undefined;
  /** The one map of the page's query; undefined where it could not be loaded. */
  readonly map: MapPartsFragment | null | undefined;
  readonly recessions: Recessions | undefined;
}

/** A part of a page that editors put together. */
export function Block({ item, map, recessions }: BlockProps) {
  if (!item) return null;
  switch (item.__typename) {
    case 'CmsBlockRichtext':
      return <Markdown>{item.body}</Markdown>;
    case 'CmsBlockChart':
      return <Chart block={item} recessions={recessions} />;
    case 'CmsBlockMap':
      if (!map || map.indicator.code !== item.indicatorCode || map.level !== item.level) {
        return <p className="text-soft">The map “{item.title}” cannot be shown here.</p>;
      }
      return <MapFigure map={map} {...(item.title && { title: item.title })} />;
    case 'CmsBlockCompanies':
      if (!('companies' in item)) return null;
      return (
        <Section id="companies" title={item.title ?? 'Companies'}>
          <CompanyList companies={part(() => item.companies)} />
        </Section>
      );
    default:
      return null;
  }
}

type ChartBlock = Extract<Item, { __typename: 'CmsBlockChart' }>;

function Chart({ block, recessions }: Pick<BlockProps, 'recessions'> & { readonly block: ChartBlock }) {
  const { title, rangeFrom, rangeTo } = block;
  const series = part(() => block.series);
  if (!series) return <p className="text-soft">The chart “{title}” could not be loaded.</p>;
  const observations = series.observations.filter(
    ({ time }) => (!rangeFrom || time.slice(0, 10) >= rangeFrom) && (!rangeTo || time.slice(0, 10) <= rangeTo),
  );
  return (
    <div className="max-w-3xl">
      <SeriesFigure
        series={{ ...series, observations }}
        recessions={recessions}
        width={768}
        {...(title && { title })}
      />
    </div>
  );
}
