import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { type RegionLevel as Level, levels } from '../dialect/levels.ts';
import { findRegionsAt, type PlaceQuery } from '../dialect/queries/regions-at.ts';
import { batchedLists } from './batched.ts';
import { badInput, bounds, checkConditions, checkLength } from './bounds.ts';
import { builder } from './builder.ts';
import { checkIndicators } from './known-codes.ts';
import { Region, RegionLevel } from './region.ts';
import { RegionWhereInput } from './where.ts';

const regionsOfPlaces = batchedLists(findRegionsAt);

const PlaceInput = builder.inputType('PlaceInput', {
  description: 'A place: a point, a name, or both; the name is used if there is no point.',
  fields: (t) => ({
    latitude: t.float({ description: 'Degrees north, WGS 84, -90 to 90; with longitude.' }),
    longitude: t.float({ description: 'Degrees east, WGS 84, -180 to 180; with latitude.' }),
    name: t.string({ description: 'The name of a state or province, English or French; upper or lower case.' }),
    country: t.string({ description: 'Its country: "United States", "US", "Canada" or "CA". Any where absent.' }),
  }),
});

interface PlaceArgs {
  readonly latitude?: number | null | undefined;
  readonly longitude?: number | null | undefined;
  readonly name?: string | null | undefined;
  readonly country?: string | null | undefined;
}

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
        const place = readPlace({ latitude, longitude }, level);
        const [region] = await regionsOfPlaces(context, [place], { level });
        return region;
      },
    }),
    regionsAt: t.field({
      type: [Region],
      nullable: { list: true, items: true },
      description:
        'For each of up to 1,000 places, the region of a level that contains it, in the order of the places: by its point, else by the name of its state or province (levels STATE and PROVINCE). Null if neither finds a region, or if the region does not pass `where`.',
      extensions: semanticNonNull,
      args: {
        places: t.arg({ type: [PlaceInput], required: true, description: 'Places, at most 1,000.' }),
        level,
        where: t.arg({ type: RegionWhereInput, description: 'Conditions on the region, at most 20.' }),
      },
      resolve: async (_root, { places, level, where }, context) => {
        checkLength('places', places, bounds.lookup);
        checkConditions(where);
        const read = places.map((place, index) => readPlace(place, level, index));
        if (!where) return regionsOfPlaces(context, read, { level });
        const found = regionsOfPlaces(context, read, { level, where });
        const [regions] = await Promise.all([found, checkIndicators(context, { level, where }, undefined)]);
        return regions;
      },
    }),
  };
});

/** @throws BAD_USER_INPUT, with the place's index, for half a point or one that is not on the globe */
function readPlace({ latitude, longitude, name, country }: PlaceArgs, level: Level, index?: number): PlaceQuery {
  const badPlace = (what: string) => badInput(index === undefined ? what : `places[${index}]: ${what}`);
  if ((latitude == null) !== (longitude == null)) {
    throw badPlace(`give both latitude and longitude, or neither.`);
  }
  if (latitude != null && Math.abs(latitude) > 90) {
    throw badPlace(`latitude is from -90 to 90 degrees, not ${latitude}.`);
  }
  if (longitude != null && Math.abs(longitude) > 180) {
    throw badPlace(`longitude is from -180 to 180 degrees, not ${longitude}.`);
  }
  return {
    latitude: latitude ?? null,
    longitude: longitude ?? null,
    name: isNamed(level, country) ? name?.trim() || null : null,
  };
}

const COUNTRY_NAMES = { US: ['us', 'usa', 'united states', 'united states of america'], CA: ['ca', 'canada'] };

/** Whether a place's name, of a state or province in its country, can be the name of a region of the level. */
function isNamed(level: Level, country: string | null | undefined): boolean {
  if (level !== 'STATE' && level !== 'PROVINCE') return false;
  const name = country?.trim().toLowerCase();
  return !name || COUNTRY_NAMES[levels[level].country].includes(name);
}
