import { type GeoPermissibleObjects, type GeoProjection, geoAlbersUsa, geoAzimuthalEqualArea } from 'd3-geo';
import type { Bounds } from './bounds.ts';

/** Of every map as the server draws it, in quarters of a pixel, so that whole numbers are exact enough. */
export const WIDTH = 3_900;
export const HEIGHT = 2_440;

const MARGIN = 48;
/** At which the United States fill it. */
const SCALE = 5_200;
/** Into how many parts an edge of bounds is cut, since a projection bends it. */
const PARTS = 8;

/**
 * Returns where a map has each place. Pictures and what is laid over them agree by it.
 * @param bounds what the map shows; without them the United States, with Alaska and Hawaii inset
 */
export function projectionOf(bounds: Bounds | undefined): GeoProjection {
  if (!bounds)
    return geoAlbersUsa()
      .scale(SCALE)
      .translate([WIDTH / 2, HEIGHT / 2]);
  const [west, south, east, north] = bounds;
  return geoAzimuthalEqualArea()
    .rotate([-(west + east) / 2, -(south + north) / 2])
    .fitExtent(
      [
        [MARGIN, MARGIN],
        [WIDTH - MARGIN, HEIGHT - MARGIN],
      ],
      edgesOf(bounds),
    );
}

function edgesOf([west, south, east, north]: Bounds): GeoPermissibleObjects {
  const steps = Array.from({ length: PARTS + 1 }, (_, index) => index / PARTS);
  const coordinates = steps.flatMap((step) => {
    const longitude = west + (east - west) * step;
    const latitude = south + (north - south) * step;
    return [
      [longitude, south],
      [longitude, north],
      [west, latitude],
      [east, latitude],
    ];
  });
  return { type: 'MultiPoint', coordinates };
}
