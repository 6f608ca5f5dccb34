import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { codesByLevel, type RegionId, regionKey, regionsOf } from '../boundaries.ts';
import type { RegionLevel } from '../levels.ts';

const id = { level: sql<RegionLevel>`region.level`, code: sql<string>`region.code` };

/**
 * A region as it lies on the globe: geometry is stored cut at the antimeridian, so what seems wider than half of the
 * world crosses it (Alaska), and is moved to longitudes of 0 to 360, where it is in one piece.
 */
const whole = sql`(
  select case
    when st_xmax(region.geom) - st_xmin(region.geom) > 180 then st_shiftlongitude(region.geom)
    else region.geom
  end as geom
) as whole`;

/** A longitude of 0 to 360 degrees as one of -180 to 180. */
function wrap(longitude: number): number {
  return longitude > 180 ? longitude - 360 : longitude;
}

/** The bounding box of each region, by key: [west, south, east, north] in degrees; west > east across the antimeridian. */
export async function findBoundingBoxes({ db, run }: Database, regions: readonly RegionId[]) {
  const rows = await run(
    db
      .select({
        ...id,
        west: sql<number>`st_xmin(whole.geom)`,
        south: sql<number>`st_ymin(whole.geom)`,
        east: sql<number>`st_xmax(whole.geom)`,
        north: sql<number>`st_ymax(whole.geom)`,
      })
      .from(regionsOf(codesByLevel(regions), 'shape'))
      .crossJoinLateral(whole)
      .where(sql`not st_isempty(region.geom)`),
  );
  return new Map(rows.map((row) => [regionKey(row), [wrap(row.west), row.south, wrap(row.east), row.north]]));
}

/** The centre of each region's area, by key, in degrees. It can lie outside of a region that is bent or in parts. */
export async function findCentroids({ db, run }: Database, regions: readonly RegionId[]) {
  const rows = await run(
    db
      .select({
        ...id,
        latitude: sql<number>`st_y(st_centroid(whole.geom))`,
        longitude: sql<number>`st_x(st_centroid(whole.geom))`,
      })
      .from(regionsOf(codesByLevel(regions), 'shape'))
      .crossJoinLateral(whole)
      .where(sql`not st_isempty(region.geom)`),
  );
  return new Map(rows.map((row) => [regionKey(row), { latitude: row.latitude, longitude: wrap(row.longitude) }]));
}

/** The area inside of each region's border, by key, in square kilometres: geodesic, on the WGS 84 ellipsoid. */
export async function findAreas({ db, run }: Database, regions: readonly RegionId[]) {
  const rows = await run(
    db
      .select({ ...id, area: sql<number>`st_area(region.geom::geography) / 1e6` })
      .from(regionsOf(codesByLevel(regions), 'shape')),
  );
  return new Map(rows.map((row) => [regionKey(row), row.area]));
}

export interface GeometryOptions {
  /** How far a simplified border may stray from the true one, in metres; 0 leaves it as it is. */
  readonly simplify: number;
  /** Decimals of a degree. */
  readonly precision: number;
}

/**
 * The longest degree on WGS 84, that of latitude at the poles, in metres. PostGIS measures the tolerance in degrees, and
 * a degree of longitude is shorter the farther from the equator; by the longest, no border strays farther than was
 * asked, but east and west it is simplified less than it could be.
 */
const METRES_PER_DEGREE = 111_694;

/** The geometry of each region, by key: GeoJSON with exterior rings counter-clockwise (RFC 7946, section 3.1.6). */
export async function findGeometries(
  { db, run }: Database,
  regions: readonly RegionId[],
  { simplify, precision }: GeometryOptions,
) {
  const shape =
    simplify > 0
      ? sql`st_multi(st_simplifypreservetopology(region.geom, ${simplify / METRES_PER_DEGREE}::double precision))`
      : sql`region.geom`;
  const rows = await run(
    db
      .select({ ...id, geometry: sql<string>`st_asgeojson(st_forcepolygonccw(${shape}), ${precision}::integer)` })
      .from(regionsOf(codesByLevel(regions), 'shape')),
  );
  return new Map(rows.map((row) => [regionKey(row), JSON.parse(row.geometry) as object]));
}
