import { z } from 'zod';

const uuid = z.regexes.uuid();
const isId = (id: string): boolean => uuid.test(id);

/** The ids that a text field of the CMS names, without what can't be an id: the CRM would refuse the others with it. */
export function companyIdsOf(ids: readonly string[] | null): readonly string[] {
  const given = ids ?? [];
  return given.every(isId) ? given : given.filter(isId);
}

/** An address as the CRM keeps it; an absent text is "". */
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
 * Where an address is: its point where it has a whole one on the globe, and its state's or province's name for where the
 * point leads nowhere; null where it has neither.
 */
export function placeOf(address: Address | null): Place | null {
  if (!address) return null;
  const { addressLat: latitude, addressLng: longitude, addressState: name, addressCountry: country } = address;
  const isOnGlobe = latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isOnGlobe && !name) return null;
  return { ...(isOnGlobe && { latitude, longitude }), ...(name && { name }), ...(country && { country }) };
}
