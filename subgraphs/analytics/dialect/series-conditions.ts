import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { dataSources, indicators, series } from './tables.ts';
import { type SeriesWhere, seriesPasses } from './where.ts';

/** The columns that a condition on series is written against: the table's, or an alias's of it. */
type SeriesColumns = Pick<
  typeof series,
  | 'seriesId'
  | 'sourceId'
  | 'indicatorId'
  | 'code'
  | 'title'
  | 'frequency'
  | 'seasonalAdjustment'
  | 'regionCode'
  | 'updatedAt'
>;

export interface SeriesFilter {
  /** Words to look for in title and code, as web search engines take them, or the start of a code. */
  readonly search?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly indicator?: string | null | undefined;
  readonly frequency?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly seasonalAdjustment?: string | null | undefined;
  readonly updatedSince?: Date | null | undefined;
  readonly where?: SeriesWhere | null | undefined;
}

/** Series that pass every part of a filter that is given. */
export function passes(columns: SeriesColumns, filter: SeriesFilter): SQL | undefined {
  const { source, indicator, frequency, region, seasonalAdjustment, updatedSince, where } = filter;
  const search = filter.search?.trim();
  return and(
    search ? matches(columns, search) : undefined,
    source == null
      ? undefined
      : sql`${columns.sourceId} = (select source_id from ${dataSources} where code = ${source})`,
    indicator == null
      ? undefined
      : sql`${columns.indicatorId} = (select indicator_id from ${indicators} where code = ${indicator})`,
    frequency == null ? undefined : sql`${columns.frequency} = ${frequency}`,
    region == null ? undefined : sql`${columns.regionCode} = ${region}`,
    seasonalAdjustment == null ? undefined : sql`${columns.seasonalAdjustment} = ${seasonalAdjustment}`,
    updatedSince == null ? undefined : sql`${columns.updatedAt} >= ${updatedSince.toISOString()}::timestamptz`,
    where ? seriesPasses(columns, where) : undefined,
  );
}

/** Of the series about each region, the first so many in the order of source and code. */
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

type SearchedColumns = Pick<typeof series, 'seriesId' | 'sourceId' | 'code' | 'title'>;

/**
 * How well a series that is found by a search matches it, from 0 to under 2: 1 for a code that starts with it, and how
 * often and how much of it the title and, for less, the code have (PostgreSQL's ts_rank, under 1).
 */
export function searchRank(columns: Omit<SearchedColumns, 'seriesId'>, search: string): SQL<number> {
  const { code, title } = columns;
  return sql`(
    case when ${startsWith(columns, search)} then 1 else 0 end + ts_rank(
      setweight(to_tsvector('english', ${title}), 'A') || to_tsvector('english', ${code}),
      websearch_to_tsquery('english', ${search}),
      32
    )
  )`;
}

/** By words, by the start of a code, and by that with its source's before it: each along an index, of which an \`or\` uses none. */
function matches({ seriesId }: SearchedColumns, search: string): SQL {
  const { source, rest } = fullCode(search);
  return sql`${seriesId} in (
    select found.series_id from ${series} as found
    where to_tsvector('english', found.title || ' ' || found.code) @@ websearch_to_tsquery('english', ${search})
    union all
    select found.series_id from ${series} as found where found.code ilike ${`${pattern(search)}%`}
    union all
    select found.series_id from ${series} as found
    where found.source_id in (select source_id from ${dataSources} where code ilike ${source}) and found.code ilike ${rest}
  )`;
}

/** A code that starts so, with its source's before it or without. Sources are few: they are compared once, not for each series. */
function startsWith({ sourceId, code }: Pick<SearchedColumns, 'sourceId' | 'code'>, search: string): SQL {
  const { source, rest } = fullCode(search);
  return sql`(
    ${code} ilike ${`${pattern(search)}%`}
    or (${sourceId} in (select source_id from ${dataSources} where code ilike ${source}) and ${code} ilike ${rest})
  )`;
}

/** The start of "SOURCE:CODE" as patterns of \`like\` for its two parts. */
function fullCode(start: string): { readonly source: string; readonly rest: string } {
  const colon = start.indexOf(':');
  return colon < 0
    ? { source: `${pattern(start)}%`, rest: '%' }
    : { source: pattern(start.slice(0, colon)), rest: `${pattern(start.slice(colon + 1))}%` };
}

/** A text as `like` takes it for itself. */
const pattern = (text: string) => text.replace(/[\\%_]/g, '\\$&');
