import { z } from 'zod';

const uuid = z.regexes.uuid();
const isId = (id: string): boolean => uuid.test(id);

/** Returns the valid ids of a text field of the CMS: one invalid id would make the CRM refuse all of them. */
export function companyIdsOf(ids: readonly string[] | null): readonly string[] {
  const given = ids ?? [];
  return given.every(isId) ? given : given.filter(isId);
}

/** An address of the CRM; absent texts are "". */
export interface Address {
  readonly addressState: string | null;
  readonly addressCountry: string | null;
  readonly addressLat: number | null;
  readonly addressLng: number | null;
}

/** The selection that reads an `Address`. */
export const ADDRESS = 'address { addressState addressCountry addressLat addressLng }';

/** A key of `regionsAt`. */
export interface Place {
  readonly latitude?: number;
  readonly longitude?: number;
  readonly name?: string;
  readonly country?: string;
}

/**
 * Returns the coordinates of an address if they are complete and valid, and its state's or province's name, which is
 * used if no region contains the coordinates; null without both.
 */
export function placeOf(address: Address | null): Place | null {
  if (!address) return null;
  const { addressLat: latitude, addressLng: longitude, addressState: name, addressCountry: country } = address;
  const isOnGlobe = latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isOnGlobe && !name) return null;
  return { ...(isOnGlobe && { latitude, longitude }), ...(name && { name }), ...(country && { country }) };
}
