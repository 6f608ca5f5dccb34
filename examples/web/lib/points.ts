import type { MapPoint } from '@/components/map/style.ts';
import { nameOf } from './format.ts';

interface Placed {
  readonly id: string;
  readonly name: string | null;
  readonly address: { readonly addressLat: number | null; readonly addressLng: number | null } | null;
}

/** Companies as points of a map: those that have one. */
export function pointsOf(companies: readonly Placed[] = []): MapPoint[] {
  return companies.flatMap(({ id, name, address }) => {
    if (address === null || address.addressLat === null || address.addressLng === null) return [];
    const { addressLat: latitude, addressLng: longitude } = address;
    return [{ id, name: nameOf(name), latitude, longitude, href: `/companies/${id}` }];
  });
}
