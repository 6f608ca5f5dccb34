import { refusal } from '../../common/plain-response.ts';
import type { Database } from '../client.ts';
import { allLevels, type RegionLevel } from '../dialect/levels.ts';
import type { ChoroplethArgs } from '../dialect/queries/choropleth.ts';
import { type ClassMethod, classBounds, classMethods } from '../maps/classes.ts';
import { badInput } from '../schema/bounds.ts';
import { MAX_ZOOM, type TileAddress } from './grid.ts';

/** All tiles of a map: of the borders alone if it has no indicator. */
export interface MapRequest extends Omit<ChoroplethArgs, 'indicator'> {
  readonly indicator: string | null;
}

export interface TileRequest extends MapRequest, TileAddress {}

const PATH = /^\/tiles\/(?<level>[^/]+)\/(?<z>[^/]+)\/(?<x>[^/]+)\/(?<y>[^/]+)\.mvt$/;
const TILEJSON_PATH = /^\/tiles\/(?<level>[^/]+)\.json$/;

type UrlParts = Pick<URL, 'pathname' | 'searchParams'>;

/**
 * Reads `/tiles/{level}/{z}/{x}/{y}.mvt?indicator=&parent=&at=&classes=&method=`.
 * @throws GraphQLError BAD_USER_INPUT, or HTTP 404, that says what to do
 */
export function readTileRequest({ pathname, searchParams }: UrlParts): TileRequest {
  const parts = PATH.exec(pathname)?.groups;
  if (!parts) {
    throw refusal(
      404,
      'NOT_FOUND',
      'No tile has this path: it is /tiles/{level}/{z}/{x}/{y}.mvt, or /tiles/{level}.json.',
    );
  }
  const map = readMap(parts.level, searchParams);
  const z = whole('z', parts.z, 0, MAX_ZOOM);
  const last = 2 ** z - 1;
  return {
    ...map,
    z,
    x: whole('x', parts.x, 0, last, ` at zoom ${z}`),
    y: whole('y', parts.y, 0, last, ` at zoom ${z}`),
  };
}

function readMap(path: string | undefined, searchParams: URLSearchParams): MapRequest {
  const { least, most, usual } = classBounds;
  const level = allLevels.find((each) => pathOf(each) === path);
  if (!level) {
    throw refusal(
      404,
      'NOT_FOUND',
      `There are no tiles of "${path}": the levels are ${allLevels.map(pathOf).join(', ')}.`,
    );
  }
  return {
    level,
    indicator: searchParams.get('indicator') || null,
    parent: searchParams.get('parent') || null,
    at: day(searchParams.get('at')),
    classes: whole('classes', searchParams.get('classes') ?? `${usual}`, least, most),
    method: methodOf(searchParams.get('method')),
  };
}

/**
 * Reads `/tiles/{level}.json` with the parameters of the tiles.
 * @returns undefined for another path
 * @throws GraphQLError BAD_USER_INPUT, or HTTP 404, that says what to do
 */
export function readMapRequest({ pathname, searchParams }: UrlParts): MapRequest | undefined {
  const path = TILEJSON_PATH.exec(pathname)?.groups?.level;
  return path === undefined ? undefined : readMap(path, searchParams);
}

/**
 * Describes the tiles of a map as TileJSON 3.0.0, to which the `url` of MapLibre's vector sources refers.
 * @param origin the origin that the tiles are requested from
 */
export function tileJsonOf(origin: string, map: MapRequest) {
  const path = pathOf(map.level);
  const ofValues = map.indicator === null ? {} : { value: 'Number', class: 'Number' };
  return {
    tilejson: '3.0.0',
    name: map.indicator === null ? path : `${map.indicator} by ${path}`,
    tiles: [tileUrlTemplate(origin, map)],
    minzoom: 0,
    maxzoom: MAX_ZOOM,
    vector_layers: [{ id: LAYER, fields: { code: 'String', name: 'String', ...ofValues } }],
  };
}

/** Returns the URL of a map's tiles, with {z}, {x} and {y} to fill in. Default values are left out. */
export function tileUrlTemplate(origin: string, map: MapRequest): string {
  return `${origin}/tiles/${pathOf(map.level)}/{z}/{x}/{y}.mvt${queryOf(map)}`;
}

/** Returns the path and query of a request. */
export function tilePath(request: TileRequest): string {
  const { level, z, x, y } = request;
  return `/tiles/${pathOf(level)}/${z}/${x}/${y}.mvt${queryOf(request)}`;
}

/** Builds the query. Default values are left out. */
function queryOf({ indicator, parent, at, classes, method }: MapRequest): string {
  const query = new URLSearchParams();
  if (indicator !== null) query.set('indicator', indicator);
  if (parent !== null) query.set('parent', parent);
  if (at) query.set('at', at.toISOString().slice(0, 10));
  if (classes !== classBounds.usual) query.set('classes', String(classes));
  if (method !== USUAL_METHOD) query.set('method', method.toLowerCase());
  return query.size === 0 ? '' : `?${query}`;
}

const USUAL_METHOD = 'QUANTILE';

function pathOf(level: RegionLevel): string {
  return level.toLowerCase();
}

function whole(name: string, text: string | undefined, least: number, most: number, where = ''): number {
  const value = /^\d{1,9}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw badInput(`${name}: a whole number from ${least} to ${most}${where}, not "${text}".`);
}

function day(text: string | null): Date | undefined {
  if (!text) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  const isDay =
    /^[1-9]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!isDay) throw badInput(`at: a day such as 2009-01-31, not "${text}".`);
  return date;
}

function methodOf(text: string | null): ClassMethod {
  const method = classMethods.find((each) => each === (text || USUAL_METHOD).toUpperCase());
  if (!method) {
    throw badInput(`method: one of ${classMethods.map((each) => each.toLowerCase()).join(', ')}, not "${text}".`);
  }
  return method;
}

/** The only layer of a tile. Its features have code, name and, if there is a value, value and class. */
export const LAYER = 'regions';

/** A tile's bytes, or the reason why it has none. */
type MadeTile = Uint8Array | 'empty' | 'unknown indicator';

/** Makes tiles, in PostGIS or in this process. */
export type TileMaker = (database: Database, request: TileRequest) => Promise<MadeTile>;
