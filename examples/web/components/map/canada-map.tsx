import { CANADA } from '@/lib/bounds.ts';
import { canadaOf, type MapView } from '@/lib/map-of.ts';
import { Overlay } from './overlay.tsx';
import { RegionMap } from './region-map.tsx';

/** The provinces and territories of Canada, which lead to their pages. */
export function CanadaMap({ outline, points = [] }: Pick<MapView, 'outline' | 'points'>) {
  return (
    <RegionMap label="Map: provinces and territories of Canada" {...canadaOf({ outline, points })}>
      <Overlay bounds={CANADA} outline={outline} points={points} />
    </RegionMap>
  );
}
