import { upstreamError } from '../../contract/errors.ts';
import { type RegionId, regionKey } from '../dialect/levels.ts';
import { findAreas, findBoundingBoxes, findCentroids, findGeometries } from '../dialect/queries/region-shapes.ts';
import { batched } from './batched.ts';
import { bounds, checkRange } from './bounds.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { Region } from './region.ts';

const areaOf = batched(findAreas, regionKey);
const boundingBoxOf = batched(findBoundingBoxes, regionKey);
const centroidOf = batched(findCentroids, regionKey);
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
    resolve: (region, _args, context) => areaOf(context, {}).load(region),
  }),
  boundingBox: t.floatList({
    ...nullOnError(
      '[west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED.',
    ),
    resolve: (region, _args, context) => ofBorder(region, boundingBoxOf(context, {}).load(region)),
  }),
  centroid: t.field({
    type: GeoPoint,
    ...nullOnError(
      'The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED.',
    ),
    resolve: (region, _args, context) => ofBorder(region, centroidOf(context, {}).load(region)),
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
      const simplify = checkRange('simplify', args.simplify ?? 0, 0, bounds.simplifyMetres);
      const precision = checkRange('precision', args.precision ?? 6, 0, bounds.precision);
      return geometryOf(context, { simplify, precision }).load(region);
    },
  }),
}));

/** Refuses a region for which nothing is found: its stored border is empty. */
async function ofBorder<Value>({ code }: RegionId, found: Promise<Value | null>): Promise<Value> {
  const value = await found;
  if (value !== null) return value;
  throw upstreamError('analytics', 'UPSTREAM_FAILED', `The border of "${code}" is empty.`);
}
