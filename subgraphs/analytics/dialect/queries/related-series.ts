import { setImmediate } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { closestIn } from '../../related/closest.ts';
import { array, indexBy } from '../arrays.ts';
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

/** Finds the series that are closest to each, by its id: by embeddings if the series has one, else by the catalogue. */
export async function findRelated(
  database: Database,
  seriesIds: readonly number[],
  { first, hasEmbeddings }: RelatedArgs,
): Promise<ReadonlyMap<number, RelatedRow[]>> {
  const byEmbedding = hasEmbeddings ? await closestByEmbedding(database, seriesIds, first) : NONE;
  const others = seriesIds.filter((id) => !byEmbedding.has(id));
  const byCatalogue = others.length > 0 ? await closestByCatalogue(database, others, first) : NONE;
  return new Map([...byEmbedding, ...byCatalogue]);
}

const NONE: ReadonlyMap<number, RelatedRow[]> = new Map();

/** Checks whether series have a column of embeddings: they have it if the server has pgvector. */
export async function hasEmbeddingColumn({ db }: Database): Promise<boolean> {
  const [row] = await db
    .select({ exists: sql<boolean>`count(*) > 0` })
    .from(sql`information_schema.columns`)
    .where(sql`(table_schema, table_name, column_name, udt_name) = ('metadata', 'series', 'embedding', 'vector')`);
  return row?.exists ?? false;
}

/** Finds related series by the cosine of their embeddings, ordered by the distance alone, so that an index serves. */
async function closestByEmbedding({ db }: Database, seriesIds: readonly number[], first: number) {
  const related = sql<(RelatedRow['series'] & { score: number })[]>`(
    select coalesce(
      json_agg(
        json_build_object('seriesId', series_id, 'regionCode', region_code, 'score', 1 - distance)
        order by 1 - distance desc, series_id
      ),
      '[]'
    )
    from (
      select other.series_id, other.region_code, other.embedding <=> requested.embedding as distance
      from ${series} as other
      where other.series_id <> requested.series_id and other.embedding is not null
      order by other.embedding <=> requested.embedding
      limit ${first}
    ) as other
    where distance <> 'NaN' and distance < 1
  )`;
  const rows = await db
    .select({ requestedId: sql<number>`requested.series_id`.mapWith(series.seriesId), related })
    .from(sql`${series} as requested`)
    .where(sql`requested.series_id = any(${array('bigint', seriesIds)}) and requested.embedding is not null`);
  const seriesOf = indexBy(
    rows.flatMap((row) => row.related),
    ({ seriesId }) => seriesId,
  );
  const rowOf = (found: (typeof rows)[number]['related'][number]): RelatedRow => {
    return { series: seriesOf.get(found.seriesId) ?? found, score: found.score, by: 'EMBEDDING' };
  };
  return new Map(rows.map(({ requestedId, related }) => [requestedId, related.map(rowOf)]));
}

const ASKED_AT_A_TIME = 50;

async function closestByCatalogue({ db }: Database, seriesIds: readonly number[], first: number) {
  const words = sql<string[]>`array_to_json(tsvector_to_array(to_tsvector('english', ${series.title})))`;
  const { seriesId, regionCode, indicatorId } = series;
  const entries = await db
    .select({ seriesId, regionCode, indicatorId, words })
    .from(series)
    .innerJoin(dataSources, eq(dataSources.sourceId, series.sourceId))
    .orderBy(sql`${dataSources.code} collate "C"`, sql`${series.code} collate "C"`);
  const closest = closestIn(entries);
  const related = new Map<number, RelatedRow[]>();
  const requested = new Set(seriesIds);
  for (const [index, entry] of entries.filter((each) => requested.has(each.seriesId)).entries()) {
    // Other requests run in between.
    if (index % ASKED_AT_A_TIME === ASKED_AT_A_TIME - 1) await setImmediate();
    const close = closest(entry, first).map(({ entry, score }) => ({ series: entry, score, by: 'CATALOGUE' as const }));
    related.set(entry.seriesId, close);
  }
  return related;
}
