import { allLevels } from '../dialect/levels.ts';
import type { Place } from '../dialect/places.ts';
import type { PlacesAtLevel } from '../dialect/where.ts';
import { badInput, bounds, checkLength } from './bounds.ts';
import { builder } from './builder.ts';

export const PlaceInput = builder.inputRef<Place>('PlaceInput').implement({
  description: 'A place: a point, a name, or both. The name is used if there is no point.',
  fields: (t) => ({
    latitude: t.float({ description: 'Degrees north, WGS 84, -90 to 90; with longitude.' }),
    longitude: t.float({ description: 'Degrees east, WGS 84, -180 to 180; with latitude.' }),
    name: t.string({ description: 'The name of a state or province, English or French; upper or lower case.' }),
    country: t.string({ description: 'Its country: "United States", "US", "Canada" or "CA". Any country if absent.' }),
  }),
});

/** Checks a list of places. @throws BAD_USER_INPUT for more than 1,000 places, and for an invalid place, with its index */
export function checkPlaces(places: readonly Place[]): void {
  checkLength('places', places, bounds.lookup);
  for (const [index, place] of places.entries()) checkPlace(place, `places[${index}]: `);
}

/** The most places in a condition without a level: each is looked up in all levels. */
const MOST_OF_ALL_LEVELS = Math.floor(bounds.lookup / allLevels.length);

/** Checks the places of a condition. @throws BAD_USER_INPUT as `checkPlaces`; for many places of regions of all levels */
export function checkPlacesOf({ places, level }: PlacesAtLevel): void {
  checkPlaces(places);
  if (level === undefined && places.length > MOST_OF_ALL_LEVELS) {
    throw badInput(
      `places: at most ${MOST_OF_ALL_LEVELS} without \`level\` in the same condition, not ${places.length}.`,
    );
  }
}

/** @throws BAD_USER_INPUT for half a point, and for a point that is not on the globe */
export function checkPlace({ latitude, longitude }: Place, name = ''): void {
  if ((latitude == null) !== (longitude == null)) {
    throw badInput(`${name}give both latitude and longitude, or neither.`);
  }
  if (latitude != null && Math.abs(latitude) > 90) {
    throw badInput(`${name}latitude is from -90 to 90 degrees, not ${latitude}.`);
  }
  if (longitude != null && Math.abs(longitude) > 180) {
    throw badInput(`${name}longitude is from -180 to 180 degrees, not ${longitude}.`);
  }
}
