import { type SQLWrapper, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { array } from '../dialect/arrays.ts';
import { columnsOf } from '../dialect/columns.ts';
import { dataSources, indicators, series } from '../dialect/tables.ts';
import { oneAhead, partsOf } from './parts.ts';
import type { Batch, Cell, Column } from './table.ts';

/** Columns of a file of series, each with the expression for its cells. */
const COLUMNS = [
  ['code', 'text', 'Its code: "SOURCE:CODE".', sql`${dataSources.code} || ':' || ${series.code}`],
  ['title', 'text', 'Its title.', series.title],
  ['indicator', 'text', 'The code of its indicator; empty if it has none.', indicators.code],
  ['region', 'text', 'The code of the region that it is about; empty if it is about none.', series.regionCode],
  ['frequency', 'text', 'How often it is observed: D, W, M, Q or A.', series.frequency],
  ['seasonal_adjustment', 'text', 'How it is seasonally adjusted: SA, NSA or SAAR.', series.seasonalAdjustment],
  ['units', 'text', 'The unit of its figures, in words.', series.units],
  ['starts_on', 'day', 'The day of its first observation.', series.startsOn],
  ['ends_on', 'day', 'The day of its last observation.', series.endsOn],
  ['updated_at', 'moment', 'When its record last changed.', sql`floor(1000 * extract(epoch from ${series.updatedAt}))`],
] as const satisfies readonly (readonly [string, Column['type'], string, SQLWrapper])[];

export const catalogueColumns: readonly Column[] = COLUMNS.map(([name, type, description]) => ({
  name,
  type,
  description,
}));

const BATCH_ROWS = 1_000;

/** Reads the catalogue's entries of series, in the order of the given ids. */
export async function* catalogueBatches({ db }: Database, ids: readonly number[]): AsyncGenerator<Batch> {
  const cells = COLUMNS.map(([name, , , column]) => [name, sql<Cell>`${column} order by requested.place`] as const);
  const columns = columnsOf(Object.fromEntries(cells));
  const find = async (part: readonly number[]) =>
    db
      .select({ columns })
      .from(sql`unnest(${array('bigint', part)}) with ordinality as requested (series_id, place)`)
      .innerJoin(series, sql`${series.seriesId} = requested.series_id`)
      .innerJoin(dataSources, sql`${dataSources.sourceId} = ${series.sourceId}`)
      .leftJoin(indicators, sql`${indicators.indicatorId} = ${series.indicatorId}`);
  for await (const [found] of oneAhead(
    partsOf(ids, BATCH_ROWS, () => 1),
    find,
  )) {
    const batch = COLUMNS.map(([name]) => found?.columns[name] ?? []);
    if (batch[0]?.length) yield batch;
  }
}
