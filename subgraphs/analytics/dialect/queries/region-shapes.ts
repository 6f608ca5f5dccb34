import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { codesByLevel, type RegionId, regionKey, regionsOf } from '../boundaries.ts';
import type { RegionLevel } from '../levels.ts';

const id = { level: sql<RegionLevel>`region.level`, code: sql<string>`region.code` };

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

/** Finds bounding boxes, by region key: [west, south, east, north] in degrees; west > east across the antimeridian. */
export async function findBoundingBoxes({ db }: Database, regions: readonly RegionId[]) {
  const rows = await db
    .select({
      ...id,
      west: sql<number>`st_xmin(whole.geom)`,
      south: sql<number>`st_ymin(whole.geom)`,
      east: sql<number>`st_xmax(whole.geom)`,
      north: sql<number>`st_ymax(whole.geom)`,
    })
    .from(regionsOf(codesByLevel(regions), 'shape'))
    .crossJoinLateral(whole)
    .where(sql`not st_isempty(region.geom)`);
  return new Map(rows.map((row) => [regionKey(row), [wrap(row.west), row.south, wrap(row.east), row.north]]));
}

/** Finds the centroid of each region, by key, in degrees. It can lie outside of a concave or divided region. */
export async function findCentroids({ db }: Database, regions: readonly RegionId[]) {
  const rows = await db
    .select({
      ...id,
      latitude: sql<number>`st_y(st_centroid(whole.geom))`,
      longitude: sql<number>`st_x(st_centroid(whole.geom))`,
    })
    .from(regionsOf(codesByLevel(regions), 'shape'))
    .crossJoinLateral(whole)
    .where(sql`not st_isempty(region.geom)`);
  return new Map(rows.map((row) => [regionKey(row), { latitude: row.latitude, longitude: wrap(row.longitude) }]));
}

/** Finds the area inside each region's border, by key, in square kilometres: geodesic, on the WGS 84 ellipsoid. */
export async function findAreas({ db }: Database, regions: readonly RegionId[]) {
  const rows = await db
    .select({ ...id, area: sql<number>`st_area(region.geom::geography) / 1e6` })
    .from(regionsOf(codesByLevel(regions), 'shape'));
  return new Map(rows.map((row) => [regionKey(row), row.area]));
}

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
export async function findGeometries(
  { db }: Database,
  regions: readonly RegionId[],
  { simplify, precision }: GeometryOptions,
) {
  const shape =
    simplify > 0
      ? sql`st_multi(st_simplifypreservetopology(region.geom, ${simplify / METRES_PER_DEGREE}::double precision))`
      : sql`region.geom`;
  const rows = await db
    .select({ ...id, geometry: sql<string>`st_asgeojson(st_forcepolygonccw(${shape}), ${precision}::integer)` })
    .from(regionsOf(codesByLevel(regions), 'shape'));
  return new Map(rows.map((row) => [regionKey(row), JSON.parse(row.geometry) as object]));
}
