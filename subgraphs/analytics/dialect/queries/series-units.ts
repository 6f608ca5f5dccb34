import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { indexBy } from '../arrays.ts';
import { hasCode, sourceCode } from '../series-codes.ts';
import { series } from '../tables.ts';

/** Finds the units of series, by their codes, "SOURCE:CODE". */
export async function findUnits({ db }: Database, codes: readonly string[]) {
  const rows = await db
    .select({
      code: sql<string>`${sourceCode(series)} || ':' || ${series.code}`,
      seriesId: series.seriesId,
      units: series.units,
    })
    .from(series)
    .where(hasCode(series, codes));
  return indexBy(rows, ({ code }) => code);
}
