import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { passes, type SeriesFilter } from '../series-conditions.ts';
import { dataSources, indicators, isOfRegion, regionIndicators, series } from '../tables.ts';

/** A source, indicator, frequency or level, and the number of series that have it. */
export interface FacetValue {
  readonly facet: FacetName;
  /** The value of the argument that narrows the list; for a frequency, the database's value. */
  readonly code: string;
  /** In English; null if the code suffices. */
  readonly name: string | null;
  readonly count: number;
}

export type FacetName = 'source' | 'indicator' | 'frequency' | 'level';

/** Finds the facets of all series that pass a filter, in one statement: the most frequent value first, then by code. */
export async function findFacets({ db }: Database, filter: SeriesFilter): Promise<Map<FacetName, FacetValue[]>> {
  const found = db.$with('found').as(
    db
      .select({
        sourceId: series.sourceId,
        indicatorId: series.indicatorId,
        frequency: series.frequency,
        level: regionIndicators.level,
      })
      .from(series)
      .leftJoin(regionIndicators, isOfRegion)
      .where(passes(series, filter)),
  );
  const counted = sql`(
    select 'source' as facet, code, name, count
    from (select source_id, count(*) from found group by 1) as found join ${dataSources} using (source_id)
    union all
    select 'indicator', code, name, count
    from (select indicator_id, count(*) from found group by 1) as found join ${indicators} using (indicator_id)
    union all
    select 'frequency', frequency, null, count(*) from found group by 2
    union all
    select 'level', level, null, count(*) from found where level is not null group by 2
  ) as counted`;
  const rows = await db
    .with(found)
    .select({
      facet: sql<FacetName>`facet`,
      code: sql<string>`code`,
      name: sql<string | null>`name`,
      count: sql<number>`count::integer`,
    })
    .from(counted)
    .orderBy(sql`count desc, code collate "C"`);
  return Map.groupBy(rows, ({ facet }) => facet);
}
