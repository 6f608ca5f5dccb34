import type { Place } from '../dialect/places.ts';
import { findRegionsAt } from '../dialect/queries/regions-at.ts';
import { indicatorsOf } from '../dialect/where.ts';
import { batched } from './batched.ts';
import { builder, nullOnError } from './builder.ts';
import { checkCodes } from './known-codes.ts';
import { checkPlace, checkPlaces, PlaceInput } from './place.ts';
import { Region, RegionLevel } from './region.ts';
import { checkRegionWhere, RegionWhereInput } from './where.ts';

/** Finds the regions of a list of places, by list: a promise for each place would cost more than the statement. */
const regionsOfPlaces = batched(
  async (context, lists: readonly (readonly Place[])[], args: Parameters<typeof findRegionsAt>[2]) => {
    const found = await findRegionsAt(context, lists.flat(), args);
    return new Map(lists.map((places) => [places, found.splice(0, places.length)]));
  },
  (places) => places,
);

builder.queryFields((t) => {
  const level = t.arg({
    type: RegionLevel,
    required: true,
    defaultValue: 'COUNTY',
    description: 'The level of the region to find.',
  });
  return {
    regionAt: t.field({
      type: Region,
      description: 'The region of a level that contains a point; null if none does.',
      args: {
        latitude: t.arg.float({ required: true, description: 'Degrees north, WGS 84, -90 to 90.' }),
        longitude: t.arg.float({ required: true, description: 'Degrees east, WGS 84, -180 to 180.' }),
        level,
      },
      resolve: async (_root, { latitude, longitude, level }, context) => {
        const place = { latitude, longitude };
        checkPlace(place);
        const regions = await regionsOfPlaces(context, { level }).load([place]);
        return regions?.[0];
      },
    }),
    regionsAt: t.field({
      type: [Region],
      nullable: { list: true, items: true },
      ...nullOnError(
        'For each of up to 1,000 places, the region of a level that contains it, in the order of the places: by its point, else by the name of its state or province (levels STATE and PROVINCE). Null if neither finds a region, or if the region does not pass `where`. For example `{ regionsAt(places: [{ latitude: 44.35, longitude: -85.44 }]) { code name } }`.',
      ),
      args: {
        places: t.arg({ type: [PlaceInput], required: true, description: 'Places, at most 1,000.' }),
        level,
        where: t.arg({ type: RegionWhereInput, description: 'Conditions on the region, at most 20.' }),
      },
      resolve: async (_root, { places, level, where }, context) => {
        checkPlaces(places);
        if (!where) return regionsOfPlaces(context, { level }).load(places);
        checkRegionWhere(where, level);
        const found = regionsOfPlaces(context, { level, where }).load(places);
        const [regions] = await Promise.all([found, checkCodes(context, { indicator: indicatorsOf(where) })]);
        return regions;
      },
    }),
  };
});
