import type { MapPartsFragment } from '@chronos-graph/views';
import { keyOf, type MapView, mapOf } from '@/lib/map-of.ts';
import { Legend } from '../legend.tsx';
import { Overlay } from './overlay.tsx';
import { RegionMap } from './region-map.tsx';

interface MapFigureProps extends MapView {
  readonly map: MapPartsFragment;
  readonly title?: string;
}

/** A map of counties with its legend. They lead to their pages. */
export function MapFigure({ map, title, ...view }: MapFigureProps) {
  const key = keyOf(map);
  const { bounds, outline, points = [] } = view;
  return (
    <figure>
      {title && <figcaption className="mb-3 font-semibold">{title}</figcaption>}
      <RegionMap label={`Map: ${key.name} by county`} {...mapOf(map, view)}>
        <Overlay bounds={bounds} outline={outline} points={points} />
      </RegionMap>
      <div className="mt-4">
        <Legend mapKey={key} plural="counties" />
      </div>
    </figure>
  );
}
