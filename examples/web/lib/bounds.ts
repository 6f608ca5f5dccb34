/** [west, south, east, north] in degrees; west of -180 where it crosses the antimeridian, so that it is less than east. */
export type Bounds = readonly [number, number, number, number];

/** The contiguous United States. */
export const CONTIGUOUS: Bounds = [-125, 24.3, -66.5, 49.6];

/** The same with room around it, as wide and as high again on each side: a county among its neighbours. */
export function widened([west, south, east, north]: Bounds): Bounds {
  const width = east - west;
  const height = north - south;
  return [west - width, Math.max(-85, south - height), east + width, Math.min(85, north + height)];
}

/** The graph's boxes go on beyond the antimeridian at -180 (RFC 7946): a map goes on beyond it in numbers. */
export function boundsOf(box: readonly number[] | null = []): Bounds | undefined {
  if (box === null) return undefined;
  const [west, south, east, north] = box;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return [west > east ? west - 360 : west, south, east, north];
}
