import { isDeepStrictEqual } from 'node:util';

/** Returns whether Directus's value has all wanted values. Further keys are Directus's own, and are ignored. */
export function agrees(known: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(known[key], value));
}
