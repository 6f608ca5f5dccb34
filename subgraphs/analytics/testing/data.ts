/** Reads the figures and borders of the tests' database from their files again, with different code. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

const DATA = new URL('../../../sandbox/analytics/data/', import.meta.url);
const require = createRequire(import.meta.url);

/** Reads months (YYYY-MM-DD) and thousands of persons from a column of the employment file. */
export function employment(column: string): { date: string; value: number }[] {
  const [header = '', ...lines] = readFileSync(new URL('us-employment.csv', DATA), 'utf8').trim().split('\n');
  const index = header.split(',').indexOf(column);
  return lines.map((line) => ({ date: line.slice(0, 10), value: Number(line.split(',')[index]) }));
}

/** Returns a figure of the employment file as an observation of the graph. */
export const observation = ({ date, value }: { date: string; value: number }) => ({
  time: `${date}T00:00:00.000Z`,
  value,
  status: 'FINAL',
});

/** Reads the unemployment rates of all counties of the file, in percent, by county code. */
export function countyRates(): Map<string, number> {
  const [, ...lines] = readFileSync(new URL('unemployment.tsv', DATA), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [id = '', fraction = ''] = line.split('\t');
      return [`US-${id.padStart(5, '0')}`, Number((Number(fraction) * 100).toFixed(1))];
    }),
  );
}

/** Reads the personal income per capita of each state of the file, in dollars, from 1969 to 2008, by state code. */
export function stateIncomes(): Map<string, number[]> {
  const text = readFileSync(new URL('us-state-income.csv', DATA), 'utf8');
  const rows = text.matchAll(/^"400","(0[1-9]|[1-8]\d)","[^"]+",(.+)$/gm);
  return new Map(Array.from(rows, ([, fips, figures = '']) => [`US-${fips}`, figures.split(',').map(Number)]));
}

export interface Shape {
  readonly code: string;
  readonly name: string;
  /** Polygons of rings of [longitude, latitude], the outer ring first. */
  readonly polygons: Position[][][];
}

/** Reads the borders of a level, in the order of their codes. */
export function shapes(level: 'states' | 'counties'): Shape[] {
  const atlas: Topology<Record<string, GeometryCollection<{ name: string }>>> = require(`us-atlas/${level}-10m.json`);
  const mended = mendedShapes();
  const layer = atlas.objects[level];
  if (!layer) throw new Error(`The atlas has no ${level}.`);
  return feature(atlas, layer)
    .features.map(({ id, properties, geometry }) => {
      const code = `US-${id}`;
      const border = mended[code] ?? (geometry as Polygon | MultiPolygon);
      const polygons = border.type === 'Polygon' ? [border.coordinates] : border.coordinates;
      return { code, name: properties.name, polygons };
    })
    .filter(({ code }) => code !== 'US-51610')
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** Whether a point is in one of a shape's polygons, by ray casting. */
export function contains({ polygons }: Shape, [x = 0, y = 0]: Position): boolean {
  const around = ([outer = []]: Position[][]) =>
    outer.some(([, lat = 0]) => lat >= y) && outer.some(([lon = 0]) => lon >= x);
  return polygons.some((rings) => around(rings) && rings.filter((ring) => crosses(ring, x, y)).length % 2 === 1);
}

function crosses(ring: Position[], x: number, y: number): boolean {
  let odd = false;
  for (let index = 1; index < ring.length; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[index] ?? [];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
  }
  return odd;
}

/** Returns twice the signed area of a ring, positive if it is counter-clockwise, and its centroid times that area. */
export function moments(ring: Position[]): { area: number; x: number; y: number } {
  const sums = { area: 0, x: 0, y: 0 };
  for (let index = 1; index < ring.length; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[index] ?? [];
    const cross = x1 * y2 - x2 * y1;
    sums.area += cross;
    sums.x += ((x1 + x2) * cross) / 3;
    sums.y += ((y1 + y2) * cross) / 3;
  }
  return sums;
}

/** Reads the borders that differ from the atlas, where rounding had made them invalid. */
export function mendedShapes(): Readonly<Record<string, MultiPolygon>> {
  return JSON.parse(readFileSync(new URL('mended-boundaries.json', DATA), 'utf8'));
}

/** Finds, by region code, the sorted codes of the regions that share an arc of the atlas's topology with the region. */
export function borderNeighbours(level: 'states' | 'counties'): Map<string, string[]> {
  const atlas: Topology<Record<string, GeometryCollection>> = require(`us-atlas/${level}-10m.json`);
  const { geometries = [] } = atlas.objects[level] ?? {};
  const codes = geometries.map(({ id }) => `US-${id}`);
  return new Map(
    neighbors(geometries).map((indexes, index) => [
      codes[index] ?? '',
      indexes
        .map((each) => codes[each] ?? '')
        .filter((code) => code !== 'US-51610')
        .sort(),
    ]),
  );
}
