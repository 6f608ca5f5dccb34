import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { eq, sql } from 'drizzle-orm';
import type { Feature, MultiPolygon } from 'geojson';
import GeoJSONVT from 'geojson-vt';
import { createPromiseCache } from '../../common/promise-cache.ts';
import type { Database } from '../client.ts';
import { array } from '../dialect/arrays.ts';
import { levels, type RegionLevel } from '../dialect/levels.ts';
import { latestValues } from '../dialect/map-values.ts';
import type { ChoroplethArgs } from '../dialect/queries/choropleth.ts';
import { indicators } from '../dialect/tables.ts';
import { type ClassNumber, classNumber } from './bounds.ts';
import { BUFFER, EXTENT, MAX_ZOOM, TOLERANCE, toleranceAt } from './grid.ts';
import { LAYER, type TileMaker } from './request.ts';

/**
 * Makes tiles in this process, if PostGIS cannot (the embedded one is built without protobuf).
 * @param shared a database for data that several clients need: it does not end when a client leaves
 */
export function madeTiles(shared: Database): TileMaker {
  const classOf = classNumber(shared);
  // An index has all borders of a level, so few are cached; only for minutes, since borders change.
  const indexes = createPromiseCache<GeoJSONVT>({ max: 4, ttlMs: 600_000 });

  return async (database, request) => {
    const { level, z, x, y, indicator, parent } = request;
    const index = await indexes(level, () => indexOf(shared, level));
    const within = index.getTile(z, x, y)?.features ?? [];
    const features = parent === null ? within : within.filter(({ tags }) => tags?.parent === parent);
    const codeOf = ({ tags }: (typeof features)[number]) => String(tags?.code);
    const codes = features.map(codeOf);
    const values = indicator === null ? NO_VALUES : await valuesOf(database, { ...request, indicator }, codes, classOf);
    if (values === undefined) return 'unknown indicator';
    if (features.length === 0) return 'empty';
    const valued = features
      .toSorted((one, other) => (codeOf(one) < codeOf(other) ? -1 : 1))
      .map((feature) => ({
        ...feature,
        tags: { code: codeOf(feature), name: feature.tags?.name, ...values.get(codeOf(feature)) },
      }));
    return fromGeojsonVt({ [LAYER]: { features: valued } }, { version: 2, extent: EXTENT });
  };
}

/** Indexes all borders of a level for cutting into tiles, at the precision of the last zoom. */
async function indexOf({ db }: Database, level: RegionLevel): Promise<GeoJSONVT> {
  const rows = await db
    .select({
      code: sql<string>`code`,
      name: sql<string>`name`,
      parent: sql<string | null>`parent_code`,
      geometry: sql<string>`st_asgeojson(st_simplify(geom, ${toleranceAt(MAX_ZOOM)}::double precision, true), 6)`,
    })
    .from(levels[level].table);
  const features = rows.map(
    ({ geometry, ...properties }): Feature<MultiPolygon> => ({
      type: 'Feature',
      properties,
      geometry: JSON.parse(geometry),
    }),
  );
  const options = { maxZoom: MAX_ZOOM, extent: EXTENT, buffer: BUFFER, tolerance: TOLERANCE };
  return new GeoJSONVT({ type: 'FeatureCollection', features }, options);
}

interface Value {
  readonly value: number;
  readonly class?: number;
}

const NO_VALUES: ReadonlyMap<string, Value> = new Map();

/** Finds the values and classes of some regions, by code; undefined for an unknown indicator. */
async function valuesOf(
  { db }: Database,
  map: ChoroplethArgs,
  codes: readonly string[],
  classOf: ClassNumber,
): Promise<ReadonlyMap<string, Value> | undefined> {
  const { indicatorId } = indicators;
  const number = await classOf(map, indicatorId);
  const [row] = await db
    .select({
      values: sql<[string, Value][]>`(
          select coalesce(
            json_agg(json_build_array(
              latest.region_code,
              json_strip_nulls(json_build_object('value', latest.value, 'class', ${number}))
            )),
            '[]'
          )
          from ${latestValues(indicatorId, map)}
          where latest.region_code = any(${array('text', codes)}) and latest.value is not null
        )`,
    })
    .from(indicators)
    .where(eq(indicators.code, map.indicator));
  return row && new Map(row.values);
}
