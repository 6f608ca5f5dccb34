import type { MapPartsFragment } from '@chronos-graph/views';
import type { Bounds } from '@/lib/bounds.ts';
import { keyOf, tilesOf } from '@/lib/map-of.ts';
import { Legend } from '../legend.tsx';
import { RegionMap } from './region-map.tsx';
import type { MapPoint } from './style.ts';

interface MapFigureProps {
  readonly map: MapPartsFragment;
  readonly singular: string;
  readonly plural: string;
  readonly bounds: Bounds;
  readonly title?: string;
  /** The beginning of the codes of the regions that it is about; the others are pale. All where absent. */
  readonly within?: string;
  readonly outline?: { readonly type: string } | null;
  readonly points?: readonly MapPoint[];
}

/** A map with its legend, whose regions lead to their pages. */
export function MapFigure(props: MapFigureProps) {
  const { map, singular, plural, bounds, title, within, outline = null, points = [] } = props;
  const key = keyOf(map);
  return (
    <figure>
      {title && <figcaption className="mb-3 font-semibold">{title}</figcaption>}
      <RegionMap
        label={`Map: ${key.name} by ${singular}`}
        units={key.units}
        decimals={key.decimals}
        layers={[{ tiles: tilesOf(map), within }]}
        bounds={bounds}
        outline={outline}
        points={points}
      />
      <div className="mt-4">
        <Legend mapKey={key} plural={plural} />
      </div>
    </figure>
  );
}
