import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { levels } from '../dialect/levels.ts';
import { latestValues } from '../dialect/map-values.ts';
import { indicators } from '../dialect/tables.ts';
import { classNumber } from './bounds.ts';
import { BUFFER, boundsOf, EXTENT, toleranceAt } from './grid.ts';
import { LAYER, type TileMaker, type TileRequest } from './request.ts';
import { freshness, LAST_STORED_ZOOM } from './simplified/freshness.ts';
import { simplifiedBoundaries } from './simplified/tables.ts';

/**
 * Makes tiles in PostGIS (ST_AsMVT), with one statement per tile, from stored simplified borders if they are fresh.
 * @param shared a database for data that several clients need: it does not end when a client leaves
 */
export function nativeTiles(shared: Database): TileMaker {
  const classOf = classNumber(shared);
  const isFresh = freshness(shared);

  return async (database, request) => {
    const { level, z, x, y, indicator, parent } = request;
    const { db } = database;
    const stored = z <= LAST_STORED_ZOOM && (await isFresh(level));
    const indicatorId = sql`requested.indicator_id`;
    const values =
      indicator === null
        ? sql`(values (null::text, null::double precision)) as latest (region_code, value)`
        : latestValues(indicatorId, request);
    const number = indicator === null ? sql`null::integer` : await classOf({ ...request, indicator }, indicatorId);
    const envelope = sql`st_tileenvelope(${z}::integer, ${x}::integer, ${y}::integer)`;
    // A region that does not reach into the tile has a null geometry, which st_asmvt leaves out.
    const bytes = sql<Buffer>`(
      select st_asmvt(feature, ${LAYER}, ${EXTENT}::integer, 'geom')
      from (
        select st_asmvtgeom(shape.geom, ${envelope}, ${EXTENT}::integer, ${BUFFER}::integer) as geom,
          region.code, region.name, latest.value, ${number} as class
        from ${stored ? storedShapes(request) : shapes(request)}
        join ${levels[level].table} as region on region.code = shape.code
        left join ${values} on latest.region_code = shape.code
        where ${parent === null ? sql`true` : sql`region.parent_code = ${parent}`}
        order by region.code collate "C"
      ) as feature
    )`;
    const [row] = await db.select({ indicatorId: sql<number | null>`requested.indicator_id`, bytes }).from(
      sql`(select (
            select ${indicators.indicatorId} from ${indicators} where ${indicators.code} = ${indicator}
          ) as indicator_id) as requested`,
    );
    if (indicator !== null && row?.indicatorId == null) return 'unknown indicator';
    return row === undefined || row.bytes.length === 0 ? 'empty' : row.bytes;
  };
}

/** Selects the borders near a tile, simplified for its zoom during the read, in tile coordinates (EPSG:3857). */
function shapes(request: TileRequest): SQL {
  const corners = boundsOf(request).map((degrees) => sql`${degrees}::double precision`);
  return sql`(
    select code, st_transform(st_simplify(geom, ${toleranceAt(request.z)}::double precision, true), 3857) as geom
    from ${levels[request.level].table}
    where geom && st_makeenvelope(${sql.join(corners, sql`, `)}, 4326)
  ) as shape`;
}

/** Selects the same from the stored simplified borders. */
function storedShapes({ level, z, x, y }: TileRequest): SQL {
  const margin = sql.raw(String(BUFFER / EXTENT));
  return sql`(
    select code, geom from ${simplifiedBoundaries}
    where level = ${level} and zoom = ${z}::smallint
      and geom && st_tileenvelope(${z}::integer, ${x}::integer, ${y}::integer, margin => ${margin})
  ) as shape`;
}
