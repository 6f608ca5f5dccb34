/** A tile in the grid of web map tiles (OGC Two Dimensional Tile Matrix Set, WebMercatorQuad). */
export interface TileAddress {
  /** From 0 (the whole world) to 14 (about 2 km). */
  readonly z: number;
  /** Columns from west to east, 0 to 2^z - 1. */
  readonly x: number;
  /** Rows from north to south, 0 to 2^z - 1. */
  readonly y: number;
}

export const MAX_ZOOM = 14;

/** Steps along a tile's side, to which coordinates are rounded (Mapbox Vector Tile Specification 2.1, section 4.1). */
export const EXTENT = 4_096;

/** Distance that features extend beyond their tile, in steps, so that wide border lines are not cut at the edge. */
export const BUFFER = 64;

/** Maximum error of a simplified border, in steps: half a pixel of a tile that is drawn 512 pixels wide. */
export const TOLERANCE = 4;

/** Returns the same in degrees of longitude. */
export function toleranceAt(zoom: number): number {
  return (360 / 2 ** zoom) * (TOLERANCE / EXTENT);
}

/** Returns [west, south, east, north], in degrees, of a tile with its buffer, cut at the antimeridian. */
export function boundsOf({ z, x, y }: TileAddress): [number, number, number, number] {
  const margin = BUFFER / EXTENT;
  const longitude = (column: number) => Math.max(-180, Math.min(180, (column / 2 ** z) * 360 - 180));
  const latitude = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [longitude(x - margin), latitude(y + 1 + margin), longitude(x + 1 + margin), latitude(y - margin)];
}
