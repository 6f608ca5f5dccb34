import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { codesByLevel, type RegionId, type RegionLevel, regionKey, regionsOf } from '../levels.ts';

/**
 * A region as it lies on the globe. Stored geometry is cut at the antimeridian: a region that seems wider than half of
 * the world (Alaska) crosses it, and is shifted to longitudes of 0 to 360, where it is in one piece.
 */
const whole = sql`(
  select case
    when st_xmax(region.geom) - st_xmin(region.geom) > 180 then st_shiftlongitude(region.geom)
    else region.geom
  end as geom
) as whole`;

/** Converts a longitude of 0 to 360 degrees to -180 to 180. */
function wrap(longitude: number): number {
  return longitude > 180 ? longitude - 360 : longitude;
}

/** Finds a value of each region's border, by region key. @param shape JSON of `region.geom` or `whole.geom` */
async function findOfShapes<Json, Value>(
  { db }: Database,
  regions: readonly RegionId[],
  shape: SQL<Json>,
  read: (json: Json) => Value,
): Promise<ReadonlyMap<string, Value>> {
  const rows = await db
    .select({ level: sql<RegionLevel>`region.level`, code: sql<string>`region.code`, shape })
    .from(regionsOf(codesByLevel(regions), 'shape'))
    .crossJoinLateral(whole);
  return new Map(rows.map((row) => [regionKey(row), read(row.shape)]));
}

const EDGES = sql<readonly number[] | null>`
  case when not st_isempty(region.geom) then json_build_array(
    st_xmin(whole.geom), st_ymin(whole.geom), st_xmax(whole.geom), st_ymax(whole.geom)
  ) end`;

/** Finds bounding boxes, by region key: [west, south, east, north] in degrees; west > east across the antimeridian. */
export const findBoundingBoxes = (database: Database, regions: readonly RegionId[]) =>
  findOfShapes(database, regions, EDGES, (edges) => edges?.map(wrap) ?? null);

const CENTROID = sql<{ latitude: number; longitude: number } | null>`
  case when not st_isempty(region.geom) then json_build_object(
    'latitude', st_y(st_centroid(whole.geom)), 'longitude', st_x(st_centroid(whole.geom))
  ) end`;

/** Finds the centroid of each region, by key, in degrees. It can lie outside of a concave or divided region. */
export const findCentroids = (database: Database, regions: readonly RegionId[]) =>
  findOfShapes(database, regions, CENTROID, (point) => point && { ...point, longitude: wrap(point.longitude) });

const AREA = sql<number>`st_area(region.geom::geography) / 1e6`;

/** Finds the area inside each region's border, by key, in square kilometres: geodesic, on the WGS 84 ellipsoid. */
export const findAreas = (database: Database, regions: readonly RegionId[]) =>
  findOfShapes(database, regions, AREA, (area) => area);

export interface GeometryOptions {
  /** Maximum distance of a simplified border from the original, in metres; 0 does not simplify. */
  readonly simplify: number;
  /** Decimals of a degree. */
  readonly precision: number;
}

/**
 * The longest degree on WGS 84, in metres: a degree of latitude at the poles. PostGIS takes the tolerance in degrees,
 * and degrees of longitude are shorter far from the equator. With the longest degree, no border exceeds the tolerance,
 * but it is simplified less than it could be from east to west.
 */
const METRES_PER_DEGREE = 111_694;

/** Finds each region's geometry, by key: GeoJSON with exterior rings counter-clockwise (RFC 7946, section 3.1.6). */
export function findGeometries(
  database: Database,
  regions: readonly RegionId[],
  { simplify, precision }: GeometryOptions,
) {
  const shape =
    simplify > 0
      ? sql`st_multi(st_simplifypreservetopology(region.geom, ${simplify / METRES_PER_DEGREE}::double precision))`
      : sql`region.geom`;
  const geometry = sql<string>`st_asgeojson(st_forcepolygonccw(${shape}), ${precision}::integer)`;
  return findOfShapes(database, regions, geometry, (text): object => JSON.parse(text));
}
