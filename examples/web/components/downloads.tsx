import { type Figures, figuresQuery } from '@/lib/figures.ts';
import { siteOrigin } from '@/lib/origin.ts';
import { escaped } from '@/lib/svg-text.ts';

interface DownloadsProps {
  readonly code: string;
  readonly title: string;
  readonly figures: Figures;
  /** Whether the visitor may have figures by column. */
  readonly bulk: boolean;
}

/** The figures and the chart of a series to take away. */
export async function Downloads({ code, title, figures, bulk }: DownloadsProps) {
  const query = figuresQuery(figures);
  const page = `${await siteOrigin()}/series/${code}`;
  const picture = `${page}/chart.png${query}`;
  const embedded = `<a href="${escaped(page + query)}"><img src="${escaped(picture)}" alt="${escaped(title)}" width="960" height="540"></a>`;
  return (
    <>
      <p className="mt-5 flex flex-wrap gap-3">
        <a href={`/series/${code}/figures.csv${query}`} download className="button button-quiet">
          Download as CSV
        </a>
        <a
          href={`/series/${code}/chart.png${query}`}
          download={`${code.replace(':', '-')}.png`}
          className="button button-quiet"
        >
          Download as PNG
        </a>
        {bulk && (
          <a href={`/series/${code}/columns.json${query}`} download className="button button-quiet">
            Download columns as JSON
          </a>
        )}
      </p>
      <details className="mt-3">
        <summary className="label cursor-pointer py-1">Embed the chart</summary>
        <label htmlFor="embed" className="label mt-2 block">
          HTML that shows this chart, with a link to this page
        </label>
        <textarea id="embed" readOnly rows={4} value={embedded} className="field mt-1 max-w-3xl font-mono text-sm" />
      </details>
    </>
  );
}
