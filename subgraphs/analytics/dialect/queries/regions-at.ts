import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { levelLiteral, type RegionRow, regionFields } from '../boundaries.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { type RegionWhere, regionPasses } from '../where.ts';

/** A place to look up: a point in degrees (WGS 84), a name, or both. A place with neither finds no region. */
export interface PlaceQuery {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly name: string | null;
}

/**
 * Finds the region of a level for each place, in the order of the places: the region that its point lies in or on the
 * border of (the lowest code of several), else the region that has its English or French name.
 * Null if there is no region, or if it does not pass the condition.
 */
export async function findRegionsAt(
  { db, run }: Database,
  places: readonly PlaceQuery[],
  { level, where }: { readonly level: RegionLevel; readonly where?: RegionWhere | undefined },
): Promise<(RegionRow | null)[]> {
  const found = places.map((): RegionRow | null => null);
  if (places.every(({ latitude, name }) => latitude === null && name === null)) return found;
  const column = (type: 'double precision' | 'text', of: keyof PlaceQuery) =>
    array(
      type,
      places.map((place) => place[of]),
    );
  const rows = await run(
    db
      .select({
        position: sql<number>`place.position::integer`,
        level: levelLiteral(level),
        ...regionFields,
        passes: sql<boolean>`coalesce(${(where && regionPasses(level, where)) ?? sql`true`}, false)`,
      })
      .from(
        sql`unnest(
          ${column('double precision', 'longitude')}, ${column('double precision', 'latitude')}, ${column('text', 'name')}
        ) with ordinality as place (longitude, latitude, name, position)`,
      )
      .crossJoinLateral(
        sql`(${places.some(({ name }) => name !== null) ? sql`${atPoint(level)} union all ${ofName(level)}` : atPoint(level)}) as region`,
      )
      .orderBy(sql`place.position, region.precedence, region.code collate "C"`),
  );
  const first = new Map(rows.toReversed().map((row) => [row.position - 1, row]));
  for (const [position, row] of first) if (row.passes) found[position] = row;
  return found;
}

function atPoint(level: RegionLevel): SQL {
  return sql`
    select 1 as precedence, code, name, name_fr, parent_code, land_area_km2 from ${levels[level].table}
    where st_covers(geom, st_setsrid(st_makepoint(place.longitude, place.latitude), 4326))`;
}

function ofName(level: RegionLevel): SQL {
  return sql`
    select 2, code, name, name_fr, parent_code, land_area_km2 from ${levels[level].table}
    where place.name is not null and lower(place.name) in (lower(name), lower(name_fr))`;
}
