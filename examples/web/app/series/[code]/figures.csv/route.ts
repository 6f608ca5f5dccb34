import { SiteSeriesFiguresDocument } from '@chronos-graph/views';
import { attachment, refusal, variablesOf } from '@/lib/download.ts';
import { ask } from '@/lib/graph.ts';

/** The figures of a series as CSV (RFC 4180): a line for each, without a value where it is not available. */
export async function GET(request: Request, { params }: RouteContext<'/series/[code]/figures.csv'>): Promise<Response> {
  const { code, figures } = variablesOf(request.url, (await params).code);
  const { data, errors } = await ask(SiteSeriesFiguresDocument, { code, ...figures });
  const observations = data?.series?.observations;
  if (!observations) return refusal(errors);
  const lines = observations.map(({ time, value }) => `${time},${value ?? ''}`);
  return attachment(
    ['time,value', ...lines, ''].join('\r\n'),
    'text/csv; charset=utf-8; header=present',
    `${code}.csv`,
  );
}
