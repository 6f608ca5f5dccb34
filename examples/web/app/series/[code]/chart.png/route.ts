import { SiteSeriesFiguresDocument } from '@chronos-graph/views';
import sharp from 'sharp';
import { chartSvg } from '@/lib/chart-picture.ts';
import { rangeRefusal, refusal, variablesOf } from '@/lib/download.ts';
import { unitsOf } from '@/lib/figures.ts';
import { ask } from '@/lib/graph.ts';
import { part } from '@/lib/part.ts';
import { recessionsIn } from '@/lib/recessions.ts';
import { NOBODY } from '@/lib/session.ts';
import { RECESSION_SERIES } from '@/lib/settings.ts';

/** The chart of a series as a picture, to embed or to save: the same for everybody. */
export async function GET(request: Request, { params }: RouteContext<'/series/[code]/chart.png'>): Promise<Response> {
  const { code, figures } = variablesOf(request.url, (await params).code);
  const refused = rangeRefusal(figures);
  if (refused) return refused;
  const { data, errors } = await ask(
    SiteSeriesFiguresDocument,
    { code, ...figures, recessions: RECESSION_SERIES, shaded: true },
    NOBODY,
  );
  const series = part(() => data.series);
  if (!series) return refusal(errors, 'series');
  const { title, source, observations: points } = series;
  const units = unitsOf(series.units, figures.transform, figures.base);
  const svg = chartSvg({ line: { title, points }, units, source: source.name, recessions: recessionsIn(data) });
  const png = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  return new Response(png, { headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' } });
}
