import { setImmediate } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { closestIn } from '../../related/closest.ts';
import { array } from '../arrays.ts';
import { dataSources, series } from '../tables.ts';

export interface RelatedRow {
  /** One object per series, even if it is related to several: its other fields are loaded once per object. */
  readonly series: { readonly seriesId: number; readonly regionCode: string | null };
  /** From 0 to 1, the closest first. */
  readonly score: number;
  readonly by: 'EMBEDDING' | 'CATALOGUE';
}

interface RelatedArgs {
  /** Maximum number of related series for each. */
  readonly first: number;
  /** Whether the table has a column of embeddings: see `hasEmbeddingColumn`. */
  readonly hasEmbeddings: boolean;
}

/**
 * Finds the series that are closest to each, by its id, in one statement: by embeddings if the series has one, else by
 * the catalogue.
 */
export async function findRelated(
  database: Database,
  seriesIds: readonly number[],
  args: RelatedArgs,
): Promise<ReadonlyMap<number, RelatedRow[]>> {
  const rows = await findRows(database, seriesIds, args);
  const seriesOf = sharedSeries();
  const byEmbedding = rows.flatMap((row) => {
    const { requestedId, score } = row;
    if (requestedId === null || score === null) return [];
    return { requestedId, series: seriesOf(row), score, by: 'EMBEDDING' as const };
  });
  const related = new Map<number, RelatedRow[]>(Map.groupBy(byEmbedding, ({ requestedId }) => requestedId));
  const catalogue = rows.flatMap((row) => (row.words ? { ...row, words: row.words } : []));
  const closest = closestIn(catalogue);
  const requested = new Set(seriesIds);
  for (const [index, entry] of catalogue.filter((each) => requested.has(each.relatedId)).entries()) {
    if (entry.hasEmbedding) continue;
    // Other requests run in between.
    if (index % ASKED_AT_A_TIME === ASKED_AT_A_TIME - 1) await setImmediate();
    const close = closest(entry, args.first).map(({ entry: row, score }) => {
      return { series: seriesOf(row), score, by: 'CATALOGUE' as const };
    });
    related.set(entry.relatedId, close);
  }
  return related;
}

const ASKED_AT_A_TIME = 50;

function sharedSeries() {
  const known = new Map<number, RelatedRow['series']>();
  return ({ relatedId, regionCode }: { relatedId: number; regionCode: string | null }): RelatedRow['series'] => {
    const series = known.get(relatedId) ?? { seriesId: relatedId, regionCode };
    known.set(relatedId, series);
    return series;
  };
}

/** Reads the closest series by embeddings, closest first; and the catalogue, if a requested series has no embedding. */
async function findRows({ db }: Database, seriesIds: readonly number[], { first, hasEmbeddings }: RelatedArgs) {
  const ids = array('bigint', seriesIds);
  return db
    .select({
      requestedId: sql<number | null>`requested_id`.mapWith(series.seriesId),
      relatedId: sql<number>`related_id`.mapWith(series.seriesId),
      regionCode: sql<string | null>`region_code`,
      score: sql<number | null>`score`,
      hasEmbedding: sql<boolean>`has_embedding`,
      indicatorId: sql<number | null>`indicator_id`,
      words: sql<string[] | null>`words`,
    })
    .from(
      sql`(${hasEmbeddings ? sql`${closestByEmbedding(ids, first)} union all ` : sql``}${catalogueFor(ids, hasEmbeddings)}) as rows`,
    )
    .orderBy(sql`score desc nulls last, place`);
}

/** Checks whether series have a column of embeddings: they have it if the server has pgvector. */
export async function hasEmbeddingColumn({ db }: Database): Promise<boolean> {
  const [row] = await db
    .select({ exists: sql<boolean>`count(*) > 0` })
    .from(sql`information_schema.columns`)
    .where(sql`(table_schema, table_name, column_name, udt_name) = ('metadata', 'series', 'embedding', 'vector')`);
  return row?.exists ?? false;
}

/** Selects related series by the cosine of their embeddings, ordered by the distance alone, so that an index serves. */
function closestByEmbedding(ids: SQL, first: number): SQL {
  return sql`
    select
      requested.series_id as requested_id, related.series_id as related_id, related.region_code, 1 - related.distance as score,
      true as has_embedding, null::integer as indicator_id, null::json as words, related.series_id as place
    from ${series} as requested
    cross join lateral (
      select other.series_id, other.region_code, other.embedding <=> requested.embedding as distance
      from ${series} as other
      where other.series_id <> requested.series_id and other.embedding is not null
      order by other.embedding <=> requested.embedding
      limit ${first}
    ) as related
    where requested.series_id = any(${ids}) and requested.embedding is not null
      and related.distance <> 'NaN' and related.distance < 1`;
}

/** Selects all series, in the order of source and code. */
function catalogueFor(ids: SQL, hasEmbeddings: boolean): SQL {
  const isNeeded = hasEmbeddings
    ? sql`exists (select from ${series} where series_id = any(${ids}) and embedding is null)`
    : sql`true`;
  return sql`
    select
      null::bigint as requested_id, series.series_id as related_id, series.region_code, null::double precision as score,
      ${hasEmbeddings ? sql`series.embedding is not null` : sql`false`} as has_embedding, series.indicator_id,
      array_to_json(tsvector_to_array(to_tsvector('english', series.title))) as words,
      row_number() over (order by source.code collate "C", series.code collate "C") as place
    from ${series} as series
    join ${dataSources} as source using (source_id)
    where ${isNeeded}`;
}
