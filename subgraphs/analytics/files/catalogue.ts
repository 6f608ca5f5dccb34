import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { array, indexBy } from '../dialect/arrays.ts';
import { dataSources, indicators, series } from '../dialect/tables.ts';
import { oneAhead, partsOf } from './parts.ts';
import type { Batch, Cell, Column } from './table.ts';

type Row = Awaited<ReturnType<typeof findRows>>[number];

/** Columns of a file of series, each with a function for its cells. */
const CELLS = [
  ['code', 'text', 'Its code: "SOURCE:CODE".', ({ source, code }) => `${source}:${code}`],
  ['title', 'text', 'Its title.', ({ title }) => title],
  ['indicator', 'text', 'The code of its indicator; empty if it has none.', (row) => row.indicator],
  ['region', 'text', 'The code of the region that it is about; empty if it is about none.', (row) => row.region],
  ['frequency', 'text', 'How often it is observed: D, W, M, Q or A.', ({ frequency }) => frequency],
  ['seasonal_adjustment', 'text', 'How it is seasonally adjusted: SA, NSA or SAAR.', (row) => row.seasonalAdjustment],
  ['units', 'text', 'The unit of its figures, in words.', ({ units }) => units],
  ['starts_on', 'day', 'The day of its first observation.', ({ startsOn }) => startsOn],
  ['ends_on', 'day', 'The day of its last observation.', ({ endsOn }) => endsOn],
  ['updated_at', 'moment', 'When its record last changed.', ({ updatedAt }) => updatedAt.getTime()],
] as const satisfies readonly (readonly [string, Column['type'], string, (row: Row) => Cell])[];

export const catalogueColumns: readonly Column[] = CELLS.map(([name, type, description]) => ({
  name,
  type,
  description,
}));

const BATCH_ROWS = 1_000;

/** Reads the catalogue's entries of series, in the order of the given ids. */
export async function* catalogueBatches(database: Database, ids: readonly number[]): AsyncGenerator<Batch> {
  const parts = partsOf(ids, BATCH_ROWS, () => 1);
  const found = oneAhead(parts, async (part) => ({ part, rows: await findRows(database, part) }));
  for await (const { part, rows } of found) {
    const byId = indexBy(rows, ({ seriesId }) => seriesId);
    const ordered = part.flatMap((id) => byId.get(id) ?? []);
    if (ordered.length > 0) yield CELLS.map(([, , , cell]) => ordered.map<Cell>(cell));
  }
}

async function findRows({ db }: Database, ids: readonly number[]) {
  const { seriesId, code, title, frequency, seasonalAdjustment, units, startsOn, endsOn, updatedAt } = series;
  const own = { seriesId, code, title, frequency, seasonalAdjustment, units, startsOn, endsOn, updatedAt };
  return db
    .select({ ...own, region: series.regionCode, source: dataSources.code, indicator: indicators.code })
    .from(series)
    .innerJoin(dataSources, sql`${dataSources.sourceId} = ${series.sourceId}`)
    .leftJoin(indicators, sql`${indicators.indicatorId} = ${series.indicatorId}`)
    .where(sql`${seriesId} = any(${array('bigint', ids)})`);
}
