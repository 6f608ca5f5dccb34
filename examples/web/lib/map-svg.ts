import { type GeoPermissibleObjects, geoArea, geoPath } from 'd3-geo';
import type { MultiPolygon, Position } from 'geojson';
import type { Bounds } from './bounds.ts';
import { HEIGHT, projectionOf, WIDTH } from './map-view.ts';
import { MAP_STYLE } from './palette.ts';
import { SvgPath } from './svg-path.ts';
import { escaped } from './svg-text.ts';

/** A line of more degrees of longitude is drawn in parts. */
const LONG = 1;
/** More regions than any state has counties: their borders are thin. */
const MANY = 400;

/** A border as the graph has it: a MultiPolygon of GeoJSON. */
export interface Border {
  readonly type: string;
}

/** A region of a map. */
export interface Shape {
  readonly code: string;
  /** What a tooltip says of it: "Wayne, Michigan · 14.9 %". */
  readonly label: string;
  /** null where it has no value. */
  readonly class: number | null;
  readonly geometry: Border;
}

interface MapPicture {
  readonly shapes: readonly Shape[];
  /** Drawn over the shapes, as lines: states among counties. */
  readonly borders: readonly Border[];
  readonly bounds: Bounds | undefined;
}

/**
 * Draws a map as SVG, which needs no script. Regions outside of the projection, such as Guam on a map of the
 * United States, are left out. A script that puts it into a page finds each region by its `id`, which is its code, and
 * marks it by the two `use` elements at the end.
 */
export function mapSvg({ shapes, borders, bounds }: MapPicture): string {
  const pathOf = pathsOf(bounds);
  const regions = shapes.flatMap(({ code, label, class: of, geometry }) => {
    const path = pathOf(geometry);
    return path ? [`<path id="${code}" class="m${of ?? 0}" data-label="${escaped(label)}" d="${path}"/>`] : [];
  });
  const lines = borders.map(pathOf).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="region-map" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<style>${MAP_STYLE}</style>`,
    `<g class="regions${regions.length > MANY ? ' many' : ''}">${regions.join('')}</g>`,
    `<path class="borders" d="${lines}"/>`,
    '<use class="hovered"/><use class="selected"/>',
    '</svg>',
  ].join('\n');
}

/** Returns what draws a border as an SVG path, "" where the map does not show it. */
export function pathsOf(bounds: Bounds | undefined): (border: Border) => string {
  const projection = projectionOf(bounds);
  return (border) => {
    const path = new SvgPath();
    geoPath(projection, path)(spherical(border));
    return path.toString();
  };
}

/** A border for d3, which draws the shortest way on the globe from a point to the next, with the region to its right. */
function spherical(border: Border): GeoPermissibleObjects {
  const { coordinates } = border as MultiPolygon;
  return { type: 'MultiPolygon', coordinates: coordinates.map((rings) => turned(rings.map(alongParallels))) };
}

/** The same polygon, clockwise: else it would be all of the globe but the region. */
function turned(rings: Position[][]): Position[][] {
  const isInsideOut = geoArea({ type: 'Polygon', coordinates: rings }) > 2 * Math.PI;
  return isInsideOut ? rings.map((ring) => ring.toReversed()) : rings;
}

/** Adds points to long lines, for a border along the 49th parallel to stay on it. */
function alongParallels(ring: Position[]): Position[] {
  return ring.flatMap((point, index) => {
    const [west = 0, south = 0] = ring[index - 1] ?? point;
    const [east = 0, north = 0] = point;
    const parts = Math.max(1, Math.ceil(Math.abs(east - west) / LONG));
    return Array.from({ length: parts }, (_, nth): Position => {
      const share = (nth + 1) / parts;
      return [west + (east - west) * share, south + (north - south) * share];
    });
  });
}
