import { SiteCatalogDocument, type SiteCatalogQuery } from '@chronos-graph/views';
import type { Metadata } from 'next';
import { CatalogForm } from '@/components/catalog-form.tsx';
import { Empty } from '@/components/empty.tsx';
import { Headline } from '@/components/headline.tsx';
import { Link } from '@/components/link.tsx';
import { Page } from '@/components/page.tsx';
import { catalogQuery, readCatalog } from '@/lib/catalog.ts';
import { number, period, words } from '@/lib/format.ts';
import { ask } from '@/lib/graph.ts';
import { part } from '@/lib/part.ts';

export const metadata: Metadata = { title: 'Series' };

export default async function Catalog({ searchParams }: PageProps<'/series'>) {
  const asked = readCatalog(await searchParams);
  const { data, errors, receipt } = await ask(SiteCatalogDocument, asked.variables);
  const catalog = part(() => data.seriesCatalog);
  return (
    <Page receipt={receipt} errors={errors}>
      <Headline title="Series" />
      <CatalogForm asked={asked} indicators={part(() => data.indicators)} />
      {!catalog && <Empty>The series could not be loaded.</Empty>}
      {catalog && (
        <>
          <p role="status" className="label mt-8">
            {number(catalog.totalCount)} series
          </p>
          {catalog.edges.length === 0 ? (
            <Empty>No series matches. Try fewer words, or any frequency.</Empty>
          ) : (
            <Rows edges={catalog.edges} />
          )}
          <nav aria-label="Pages" className="mt-6 flex gap-6">
            {catalog.pageInfo.hasPreviousPage && (
              <Link
                href={`/series${catalogQuery(asked, { before: catalog.pageInfo.startCursor })}`}
                className="link py-2"
              >
                ← Previous
              </Link>
            )}
            {catalog.pageInfo.hasNextPage && (
              <Link href={`/series${catalogQuery(asked, { after: catalog.pageInfo.endCursor })}`} className="link py-2">
                Next →
              </Link>
            )}
          </nav>
        </>
      )}
    </Page>
  );
}

function Rows({ edges }: Pick<SiteCatalogQuery['seriesCatalog'], 'edges'>) {
  return (
    <table className="figures mt-2">
      <thead>
        <tr>
          <th scope="col">Title</th>
          <th scope="col" className="hidden md:table-cell">
            Frequency
          </th>
          <th scope="col" className="number">
            Newest figure
          </th>
          <th scope="col" className="hidden sm:table-cell">
            Period
          </th>
        </tr>
      </thead>
      <tbody>
        {edges.map(({ node: { code, title, units, frequency, latest } }) => (
          <tr key={code}>
            <td>
              <Link href={`/series/${code}`} className="font-semibold hover:underline">
                {title}
              </Link>
              <span className="label wrap-anywhere block">{code}</span>
            </td>
            <td className="hidden md:table-cell">{words(frequency)}</td>
            <td className="number">
              {latest ? number(latest.value) : '–'}
              <span className="label block">{units}</span>
            </td>
            <td className="hidden sm:table-cell">{latest && period(latest.time, frequency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
