import { upstreamError } from '../../contract/errors.ts';
import { type RegionId, regionKey } from '../dialect/boundaries.ts';
import { findAreas, findBoundingBoxes, findCentroids, findGeometries } from '../dialect/queries/region-shapes.ts';
import { batched } from './batched.ts';
import { bounds, checkRange } from './bounds.ts';
import { type AnalyticsContext, builder } from './builder.ts';
import { nonNull, nullOnError } from './nullability.ts';
import { Region } from './region.ts';

const areaOf = batched(findAreas, regionKey);
const boundingBoxOf = ofBorder(batched(findBoundingBoxes, regionKey));
const centroidOf = ofBorder(batched(findCentroids, regionKey));
const geometryOf = batched(findGeometries, regionKey);

const GeoPoint = builder.objectRef<{ latitude: number; longitude: number }>('GeoPoint').implement({
  description: 'A point on the globe, WGS 84.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', nonNull('Degrees north, -90 to 90.')),
    longitude: t.exposeFloat('longitude', nonNull('Degrees east, -180 to 180.')),
  }),
});

builder.objectFields(Region, (t) => ({
  areaKm2: t.float({
    ...nullOnError(
      'The area inside of its border in square kilometres, water included: geodesic (WGS 84), computed from the stored border, and as exact as that border.',
    ),
    resolve: (region, _args, context) => areaOf(context, region, {}),
  }),
  boundingBox: t.floatList({
    ...nullOnError(
      '[west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED.',
    ),
    resolve: (region, _args, context) => boundingBoxOf(context, region),
  }),
  centroid: t.field({
    type: GeoPoint,
    ...nullOnError(
      'The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED.',
    ),
    resolve: (region, _args, context) => centroidOf(context, region),
  }),
  geometry: t.field({
    type: 'GeoJSON',
    ...nullOnError('Its border, a MultiPolygon, cut at the antimeridian.'),
    args: {
      simplify: t.arg.float({
        defaultValue: 0,
        description:
          'The maximum distance of the simplified border from the true one, in metres: 0 (not simplified) to 100,000.',
      }),
      precision: t.arg.int({
        defaultValue: 6,
        description: 'Decimals of a degree, 0 to 15: 6 are a tenth of a metre.',
      }),
    },
    resolve: (region, args, context) => {
      const simplify = args.simplify ?? 0;
      const precision = args.precision ?? 6;
      checkRange('simplify', simplify, 0, bounds.simplifyMetres);
      checkRange('precision', precision, 0, bounds.precision);
      return geometryOf(context, region, { simplify, precision });
    },
  }),
}));

/** Refuses regions for which nothing is found: their stored border is empty. */
function ofBorder<Value>(
  find: (context: AnalyticsContext, region: RegionId, args: Record<never, never>) => Promise<Value | null>,
) {
  return async (context: AnalyticsContext, region: RegionId): Promise<Value> => {
    const found = await find(context, region, {});
    if (found !== null) return found;
    throw upstreamError('analytics', 'UPSTREAM_FAILED', `The border of "${region.code}" is empty.`);
  };
}
