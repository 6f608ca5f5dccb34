import { isDeepStrictEqual } from 'node:util';

/** Whether what Directus has is what is wanted. Directus adds keys of its own, so only the wanted ones are compared. */
export function agrees(known: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(known[key], value));
}
