import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { allLevels, type RegionLevel } from '../levels.ts';
import { isOfRegion, regionIndicators, series } from '../tables.ts';

type Frequency = typeof series.$inferSelect.frequency;

/** The coverage of one series or more. Days are `YYYY-MM-DD`. */
export interface Span {
  readonly series: number;
  readonly startsOn: string;
  readonly endsOn: string;
  /** From the shortest period to the longest. */
  readonly frequencies: readonly Frequency[];
}

/** The coverage of the series about regions of a level. */
export interface LevelSpan extends Span {
  readonly level: RegionLevel;
  readonly regions: number;
}

export interface CoverageRow extends Span {
  readonly levels: readonly LevelSpan[];
}

/**
 * Finds the coverage of the series of each indicator or source, by its id; ids without series are left out. The level
 * of a region is from `analytics.region_indicator_latest`, so a series counts for a level once it has a figure there.
 */
export async function findCoverage({ db }: Database, ids: readonly number[], { of }: { of: 'indicator' | 'source' }) {
  const owner = { indicator: series.indicatorId, source: series.sourceId }[of];
  const rows = await db
    .select({
      id: sql<number>`${owner}`,
      level: sql<RegionLevel | null>`${regionIndicators.level}`,
      series: sql<number>`count(*)::integer`,
      regions: sql<number>`count(distinct ${series.regionCode})::integer`,
      startsOn: sql<string>`min(${series.startsOn})::text`,
      endsOn: sql<string>`max(${series.endsOn})::text`,
      frequencies: sql<Frequency[]>`array_to_json(array_agg(distinct ${series.frequency}))`,
    })
    .from(series)
    .leftJoin(regionIndicators, isOfRegion)
    .where(sql`${owner} = any(${array('integer', ids)})`)
    .groupBy(owner, regionIndicators.level);
  const byOwner = Map.groupBy(rows, ({ id }) => id);
  return new Map<number, CoverageRow>(
    Array.from(byOwner, ([id, parts]) => {
      const ofLevels = parts.flatMap(({ level, ...part }) => (level === null ? [] : [{ ...part, level }]));
      const sorted = ofLevels.sort((one, other) => allLevels.indexOf(one.level) - allLevels.indexOf(other.level));
      return [id, { ...spanOf(parts), levels: sorted.map((part) => ({ ...part, ...spanOf([part]) })) }];
    }),
  );
}

function spanOf(parts: readonly Span[]): Span {
  return {
    series: parts.reduce((sum, part) => sum + part.series, 0),
    startsOn: parts.map(({ startsOn }) => startsOn).reduce((one, other) => (one < other ? one : other)),
    endsOn: parts.map(({ endsOn }) => endsOn).reduce((one, other) => (one > other ? one : other)),
    frequencies: series.frequency.enumValues.filter((each) =>
      parts.some(({ frequencies }) => frequencies.includes(each)),
    ),
  };
}
