import type { MapPoint } from '@/components/map/style.ts';

interface Placed {
  readonly id: string;
  readonly name: string | null;
  readonly address: { readonly addressLat: number | null; readonly addressLng: number | null } | null;
}

/** Companies as points of a map: those that have one. */
export function pointsOf(companies: readonly Placed[]): MapPoint[] {
  return companies.flatMap(({ id, name, address }) => {
    const { addressLat: latitude, addressLng: longitude } = address ?? {};
    if (typeof latitude !== 'number' || typeof longitude !== 'number') return [];
    return [{ id, name: name ?? 'Without a name', latitude, longitude, href: `/companies/${id}` }];
  });
}
