import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import type { RegionLevel } from './levels.ts';
import { dataSources, indicatorIdOf, regionIndicators, type SeriesColumns, series, sourceIdOf } from './tables.ts';
import { type SeriesWhere, seriesPasses } from './where.ts';

export interface SeriesFilter {
  /** Words to find in title and code, or the start of a code, as `readSearch` returns them. */
  readonly search?: SearchTerms | undefined;
  readonly source?: string | null | undefined;
  readonly indicator?: string | null | undefined;
  readonly frequency?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly level?: RegionLevel | null | undefined;
  readonly seasonalAdjustment?: string | null | undefined;
  readonly updatedSince?: Date | null | undefined;
  readonly where?: SeriesWhere | null | undefined;
}

/** Builds the condition for series that pass every given part of a filter. */
export function passes(columns: SeriesColumns, filter: SeriesFilter): SQL | undefined {
  const { search, source, indicator, frequency, region, level, seasonalAdjustment, updatedSince, where } = filter;
  return and(
    search ? sql`${columns.seriesId} in (${foundBy(search.text, search.wide)})` : undefined,
    source == null ? undefined : sql`${columns.sourceId} = ${sourceIdOf(source)}`,
    indicator == null ? undefined : sql`${columns.indicatorId} = ${indicatorIdOf(indicator)}`,
    frequency == null ? undefined : sql`${columns.frequency} = ${frequency}`,
    region == null ? undefined : sql`${columns.regionCode} = ${region}`,
    level == null ? undefined : sql`(${columns.indicatorId}, ${columns.regionCode}) in (${regionsWithFigures(level)})`,
    seasonalAdjustment == null ? undefined : sql`${columns.seasonalAdjustment} = ${seasonalAdjustment}`,
    updatedSince == null ? undefined : sql`${columns.updatedAt} >= ${updatedSince.toISOString()}::timestamptz`,
    where ? seriesPasses(columns, where) : undefined,
  );
}

/** Selects the pairs of indicator and region of a level that have a figure. */
function regionsWithFigures(level: RegionLevel): SQL {
  return sql`select indicator_id, region_code from ${regionIndicators} where level = ${level}`;
}

/** Selects at most `most` series per region, in the order of source and code. */
export function isFirstOfRegion(
  { seriesId }: { seriesId: SQLWrapper },
  regionCodes: readonly string[],
  most: number,
): SQL {
  return sql`${seriesId} in (
    select series_id
    from (
      select series_id, row_number() over (
        partition by region_code order by source.code collate "C", series.code collate "C"
      ) as place
      from ${series} as series
      join ${dataSources} as source using (source_id)
      where region_code = any(${array('text', regionCodes)})
    ) as ranked
    where place <= ${most}::integer
  )`;
}

/** The meaning of a search for series. The queries are PostgreSQL's tsquery, as text. */
export interface SearchTerms {
  /** The client's search text, or its correction. */
  readonly text: string;
  /** The query of its words, in the syntax of web search engines. */
  readonly exact: string;
  /** The same query, each word with its synonyms. */
  readonly wide: string;
  /** The text, if words of it were corrected. */
  readonly corrected?: string;
}

/**
 * Ranks a series that a search finds, from 0 to under 2. A code that starts with the search counts 1. The share of the
 * title that the words and their synonyms are (PostgreSQL's ts_rank by the title's length) counts under 1; the words
 * themselves have a fifth of it.
 */
export function searchRank(columns: SeriesColumns, search: SearchTerms): SQL<number> {
  const rank = (query: string) =>
    sql`ts_rank(to_tsvector('english', ${columns.title}), ${query}::tsquery, ${BY_LENGTH})`;
  return sql`(
    case when ${startsWith(columns, search.text)} then 1 else 0 end + (${rank(search.exact)} + 4 * ${rank(search.wide)}) / 5
  )`;
}

/** ts_rank divided by the title's number of words (2), and scaled to under 1 (32). */
const BY_LENGTH = sql.raw('2 | 32');

/**
 * Selects the ids of the series that a search finds: by words, by the start of a code, and by the start of
 * "SOURCE:CODE". Each of the three uses an index; an `or` of them would use none.
 */
export function foundBy(text: string, words: SQLWrapper | string): SQL {
  const { source, rest } = fullCode(text);
  return sql`
    select found.series_id from ${series} as found
    where to_tsvector('english', found.title || ' ' || found.code) @@ ${words}::tsquery
    union all
    select found.series_id from ${series} as found where found.code ilike ${`${pattern(text)}%`}
    union all
    select found.series_id from ${series} as found
    where found.source_id in (select source_id from ${dataSources} where code ilike ${source}) and found.code ilike ${rest}`;
}

/** Whether a code or full code starts with a text. Sources are few: they are compared once, not for each series. */
function startsWith({ sourceId, code }: SeriesColumns, search: string): SQL {
  const { source, rest } = fullCode(search);
  return sql`(
    ${code} ilike ${`${pattern(search)}%`}
    or (${sourceId} in (select source_id from ${dataSources} where code ilike ${source}) and ${code} ilike ${rest})
  )`;
}

/** Splits the start of "SOURCE:CODE" into a `like` pattern for each part. */
function fullCode(start: string): { readonly source: string; readonly rest: string } {
  const colon = start.indexOf(':');
  return colon < 0
    ? { source: `${pattern(start)}%`, rest: '%' }
    : { source: pattern(start.slice(0, colon)), rest: `${pattern(start.slice(colon + 1))}%` };
}

/** Escapes a text for `like`. */
const pattern = (text: string) => text.replace(/[\\%_]/g, '\\$&');
