/** The grid of web map tiles (OGC Two Dimensional Tile Matrix Set, WebMercatorQuad), and what of it can be requested. */
export interface TileAddress {
  /** 0, the whole world, to 14, some 2 km. */
  readonly z: number;
  /** Columns from west to east, 0 to 2^z - 1. */
  readonly x: number;
  /** Rows from north to south, 0 to 2^z - 1. */
  readonly y: number;
}

export const MAX_ZOOM = 14;

/** Steps along a tile's side that coordinates in it are rounded to (Mapbox Vector Tile Specification 2.1, section 4.1). */
export const EXTENT = 4_096;

/** How far features reach beyond their tile, in steps: a border drawn with a wide pen is not cut off at the edge. */
export const BUFFER = 64;

/** How far a simplified border may stray, in steps: half a pixel of a tile that is drawn 512 pixels wide. */
export const TOLERANCE = 4;

/** The same in degrees of longitude. */
export function toleranceAt(zoom: number): number {
  return (360 / 2 ** zoom) * (TOLERANCE / EXTENT);
}

/** [west, south, east, north] in degrees of a tile and its buffer, not beyond the antimeridian. */
export function boundsOf({ z, x, y }: TileAddress): [number, number, number, number] {
  const margin = BUFFER / EXTENT;
  const longitude = (column: number) => Math.max(-180, Math.min(180, (column / 2 ** z) * 360 - 180));
  const latitude = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [longitude(x - margin), latitude(y + 1 + margin), longitude(x + 1 + margin), latitude(y - margin)];
}
