import { sql } from 'drizzle-orm';
import { array, indexBy } from '../arrays.ts';
import { levelLiteral, type RegionRow, regionFields } from '../boundaries.ts';
import type { Database } from '../client.ts';
import { levels, type RegionLevel } from '../levels.ts';

/** Where to look: a point in degrees, WGS 84, or a name, or both. */
export interface Place {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly name: string | null;
}

export function placeKey({ latitude, longitude, name }: Place): string {
  return JSON.stringify([latitude, longitude, name]);
}

/**
 * The region of a level that each place stands in, by the place's key: the one that its point lies in or on the border
 * of (of several, the one with the lowest code), else the one that has its name, English or French.
 */
export async function findRegionsAt(
  { db, run }: Database,
  places: readonly Place[],
  { level }: { level: RegionLevel },
): Promise<ReadonlyMap<string, RegionRow>> {
  const { table } = levels[level];
  const column = (type: 'double precision' | 'text', of: keyof Place) =>
    array(
      type,
      places.map((place) => place[of]),
    );
  const rows = await run(
    db
      .select({ position: sql<number>`place.position::integer`, level: levelLiteral(level), ...regionFields })
      .from(
        sql`unnest(
          ${column('double precision', 'longitude')}, ${column('double precision', 'latitude')}, ${column('text', 'name')}
        ) with ordinality as place (longitude, latitude, name, position)`,
      )
      .crossJoinLateral(
        sql`(
          select 1 as precedence, code, name, name_fr, parent_code, land_area_km2 from ${table}
          where st_covers(geom, st_setsrid(st_makepoint(place.longitude, place.latitude), 4326))
          union all
          select 2, code, name, name_fr, parent_code, land_area_km2 from ${table}
          where place.name is not null and lower(place.name) in (lower(name), lower(name_fr))
        ) as region`,
      )
      .orderBy(sql`place.position, region.precedence, region.code collate "C"`),
  );
  const regions = indexBy(rows, ({ position }) => position);
  const found = new Map<string, RegionRow>();
  for (const [index, place] of places.entries()) {
    const region = regions.get(index + 1);
    if (region) found.set(placeKey(place), region);
  }
  return found;
}
