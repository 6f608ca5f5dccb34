import type { SiteRegionQuery } from '@chronos-graph/views';
import { boundsOf } from '@/lib/bounds.ts';
import { drawnPlot } from '@/lib/drawn-plot.ts';
import { keyOf, mapOf } from '@/lib/map-of.ts';
import type { Border } from '@/lib/map-svg.ts';
import { drawPeers } from '@/lib/peers-plot.ts';
import type { MapScope } from '@/lib/scope.ts';
import { Overlay } from './overlay.tsx';
import { RegionExplorer } from './region-explorer.tsx';
import type { MapPoint } from './style.ts';

interface RegionMapSectionProps {
  readonly map: NonNullable<SiteRegionQuery['choropleth']>;
  readonly scope: MapScope;
  /** The code of the page's own region. */
  readonly own: string;
  readonly outline: Border | undefined;
  readonly points: readonly MapPoint[];
}

/** Of the chart next to the map on a wide page, in pixels. */
const CHART = 419;

/** The map of a state's counties as the server draws it, and their chart. */
export function RegionMapSection({ map, scope, own, outline, points }: RegionMapSectionProps) {
  const bounds = boundsOf(map.parent?.boundingBox);
  const mapKey = keyOf(map);
  const peers = map.regions.map(({ region: { code, name }, value, class: of }) => ({ code, name, value, class: of }));
  const selected = peers.find(({ code }) => code === own);
  return (
    <RegionExplorer
      mapKey={mapKey}
      sources={mapOf(map, { parent: scope.parent, bounds, outline, points })}
      scope={scope}
      peers={peers}
      own={own}
      drawn={drawnPlot((plot, width, document) => drawPeers(plot, { peers, selected, mapKey }, width, document), CHART)}
    >
      <Overlay bounds={bounds} outline={outline} points={points} />
    </RegionExplorer>
  );
}
