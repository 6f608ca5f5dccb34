/** [west, south, east, north] in degrees; west of -180 where it crosses the antimeridian, so that it is less than east. */
export type Bounds = readonly [number, number, number, number];

/** The contiguous United States: what a map of tiles of the whole country begins with. */
export const CONTIGUOUS: Bounds = [-125, 24.3, -66.5, 49.6];

/** The graph's boxes go on beyond the antimeridian at -180 (RFC 7946): a map goes on beyond it in numbers. */
export function boundsOf(box: readonly number[] | null | undefined): Bounds | undefined {
  if (!box) return undefined;
  const [west, south, east, north] = box;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return [west > east ? west - 360 : west, south, east, north];
}

/** The provinces and territories of Canada. */
export const CANADA: Bounds = [-141, 42, -52.6, 83];

/** Reads "west,south,east,north" in degrees. @returns undefined where it is no such box */
export function readBounds(text: string): Bounds | undefined {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN, ...more] = text
    .split(',')
    .map(Number);
  const isBox = west < east && south < north && east - west < 360 && south >= -90 && north <= 90;
  return isBox && more.length === 0 ? [west, south, east, north] : undefined;
}
