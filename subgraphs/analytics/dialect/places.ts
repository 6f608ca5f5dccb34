import { type SQL, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { levels, type RegionLevel } from './levels.ts';

/** A place to look up: a point in degrees (WGS 84), a name, or both. A place with neither finds no region. */
export interface Place {
  readonly latitude?: number | null | undefined;
  readonly longitude?: number | null | undefined;
  readonly name?: string | null | undefined;
  /** The name's country; any where absent. */
  readonly country?: string | null | undefined;
}

/**
 * Joins to each place the regions of a level that it can be in: `place (longitude, latitude, name, position)`, and
 * `region` with the columns of a boundary table. The region of a place is the first by `BY_PRECEDENCE`: one that its
 * point lies in or on the border of (the lowest code of several), else one that has its English or French name.
 */
export function placesIn(level: RegionLevel, places: readonly Place[]): SQL {
  const names = places.map((place) => nameAt(level, place));
  const latitudes = places.map(({ latitude }) => latitude ?? null);
  const longitudes = places.map(({ longitude }) => longitude ?? null);
  const isNamed = names.some((name) => name !== null);
  return sql`
    unnest(${array('double precision', longitudes)}, ${array('double precision', latitudes)}, ${array('text', names)})
      with ordinality as place (longitude, latitude, name, position)
    cross join lateral (${isNamed ? sql`${atPoint(level)} union all ${ofName(level)}` : atPoint(level)}) as region`;
}

export const BY_PRECEDENCE = sql`place.position, region.precedence, region.code collate "C"`;

/** Whether `region`, of this level, is the region of one of the places. */
export function holdsOne(level: RegionLevel, places: readonly Place[]): SQL {
  return sql`region.code = any(array(
    select distinct on (place.position) region.code from ${placesIn(level, places)} order by ${BY_PRECEDENCE}
  ))`;
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

const COUNTRY_NAMES = { US: ['us', 'usa', 'united states', 'united states of america'], CA: ['ca', 'canada'] };

/** Returns the name of a place if it can be the name of a region of the level: of a state or province in its country. */
function nameAt(level: RegionLevel, { name, country }: Place): string | null {
  if (level !== 'STATE' && level !== 'PROVINCE') return null;
  const own = country?.trim().toLowerCase();
  return !own || COUNTRY_NAMES[levels[level].country].includes(own) ? name?.trim() || null : null;
}
