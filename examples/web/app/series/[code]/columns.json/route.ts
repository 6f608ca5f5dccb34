import { SiteSeriesColumnsDocument } from '@chronos-graph/views';
import { attachment, rangeRefusal, refusal, variablesOf } from '@/lib/download.ts';
import { ask } from '@/lib/graph.ts';
import { part } from '@/lib/part.ts';
import { readSession } from '@/lib/session.ts';

/** The figures of a series by column, for who may have them: partners and staff. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/series/[code]/columns.json'>,
): Promise<Response> {
  const session = await readSession();
  if (!session.bulk) return new Response('Figures by column are for partners: sign in.', { status: 403 });
  const { code, figures } = variablesOf(request.url, (await params).code);
  const refused = rangeRefusal(figures);
  if (refused) return refused;
  const { data, errors } = await ask(SiteSeriesColumnsDocument, { code, ...figures });
  const series = part(() => data.series);
  if (!series) return refusal(errors, 'series');
  return attachment(JSON.stringify(series), 'application/json', `${code}.json`);
}
