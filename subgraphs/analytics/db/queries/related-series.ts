import { type SQL, sql } from 'drizzle-orm';
import { array } from '../arrays.ts';
import type { Database } from '../client.ts';
import { dataSources, series } from '../tables.ts';

export interface RelatedRow {
  readonly relatedId: number;
  readonly regionCode: string | null;
  /** From 0 to 1, the closest first. */
  readonly score: number;
  readonly by: 'EMBEDDING' | 'CATALOGUE';
}

/**
 * The series that are closest to each, by its id, in one statement: by their embeddings where it has one, else by the
 * catalogue.
 * @param first of each, at most so many
 * @param hasEmbeddings whether the table has a column of them, as `hasEmbeddingColumn` answers
 */
export async function findRelated(
  { db, run }: Database,
  seriesIds: readonly number[],
  { first, hasEmbeddings }: { first: number; hasEmbeddings: boolean },
): Promise<ReadonlyMap<number, RelatedRow[]>> {
  const ids = array('bigint', seriesIds);
  const closest = hasEmbeddings
    ? sql`${closestByEmbedding(ids, first)} union all (${closestByCatalogue(ids, first, sql`embedding is null`)})`
    : closestByCatalogue(ids, first, sql`true`);
  const rows = await run(
    db
      .select({
        seriesId: sql<number>`closest.series_id`.mapWith(series.seriesId),
        relatedId: sql<number>`closest.related_id`.mapWith(series.seriesId),
        regionCode: sql<string | null>`closest.region_code`,
        score: sql<number>`closest.score`,
        by: sql<RelatedRow['by']>`closest.by`,
      })
      .from(sql`(${closest}) as closest`)
      .where(sql`closest.score > 0`)
      .orderBy(sql`closest.score desc, closest.place`),
  );
  return Map.groupBy(rows, (row) => row.seriesId);
}

/** Whether series have a column of embeddings: it is there where the server has pgvector. */
export async function hasEmbeddingColumn({ db, run }: Database): Promise<boolean> {
  const [row] = await run(
    db
      .select({ exists: sql<boolean>`count(*) > 0` })
      .from(sql`information_schema.columns`)
      .where(sql`(table_schema, table_name, column_name, udt_name) = ('metadata', 'series', 'embedding', 'vector')`),
  );
  return row?.exists ?? false;
}

/** By the cosine of their embeddings. Ordered by nothing but the distance, so that an index on it serves. */
function closestByEmbedding(ids: SQL, first: number): SQL {
  return sql`
    select
      asked.series_id, related.series_id as related_id, related.region_code, 1 - related.distance as score,
      'EMBEDDING' as by, related.series_id as place
    from ${series} as asked
    cross join lateral (
      select other.series_id, other.region_code, other.embedding <=> asked.embedding as distance
      from ${series} as other
      where other.series_id <> asked.series_id and other.embedding is not null
      order by other.embedding <=> asked.embedding
      limit ${first}
    ) as related
    where asked.series_id = any(${ids}) and asked.embedding is not null and related.distance <> 'NaN'`;
}

/**
 * Of the asked that meet a condition: a half for the same indicator, a quarter for the same region, and a quarter for the
 * share of the title's words: ts_rank of one of so many words, each weighing 1, is 6/π² of their share, and a little more
 * where one is repeated.
 */
function closestByCatalogue(ids: SQL, first: number, condition: SQL): SQL {
  return sql`
    with worded as materialized (
      select
        series.series_id, series.indicator_id, series.region_code, to_tsvector('english', series.title) as words,
        row_number() over (order by source.code collate "C", series.code collate "C") as place
      from ${series} as series
      join ${dataSources} as source using (source_id)
    ),
    asked as materialized (
      select series_id, indicator_id, region_code,
        replace(plainto_tsquery('english', title)::text, ' & ', ' | ')::tsquery as any_word
      from ${series}
      where series_id = any(${ids}) and ${condition}
    )
    select
      asked.series_id, related.series_id as related_id, related.region_code, related.score,
      'CATALOGUE' as by, related.place
    from asked
    cross join lateral (
      select other.series_id, other.region_code, other.place,
        case when other.indicator_id = asked.indicator_id then 0.5::double precision else 0 end
          + case when other.region_code = asked.region_code then 0.25 else 0 end
          + 0.25 * least(1, ts_rank('{1, 1, 1, 1}', other.words, asked.any_word) * pi() * pi() / 6) as score
      from worded as other
      where other.series_id <> asked.series_id
      order by score desc, other.place
      limit ${first}
    ) as related`;
}
