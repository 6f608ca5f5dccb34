import { SiteSeriesFiguresDocument } from '@chronos-graph/views';
import { attachment, rangeRefusal, refusal, variablesOf } from '@/lib/download.ts';
import { unitsOf } from '@/lib/figures.ts';
import { ask } from '@/lib/graph.ts';
import { part } from '@/lib/part.ts';

/** The figures of a series as CSV (RFC 4180): a line for each, without a value where it is not available. */
export async function GET(request: Request, { params }: RouteContext<'/series/[code]/figures.csv'>): Promise<Response> {
  const { code, figures } = variablesOf(request.url, (await params).code);
  const refused = rangeRefusal(figures);
  if (refused) return refused;
  const { data, errors } = await ask(SiteSeriesFiguresDocument, { code, ...figures, recessions: '', shaded: false });
  const series = part(() => data.series);
  if (!series) return refusal(errors, 'series');
  const units = JSON.stringify(unitsOf(series.units, figures.transform, figures.base));
  const lines = series.observations.map(({ time, value }) => `${time},${value ?? ''},${units}`);
  return attachment(
    ['time,value,units', ...lines, ''].join('\r\n'),
    'text/csv; charset=utf-8; header=present',
    `${code}.csv`,
  );
}
