import { createHash } from 'node:crypto';
import type { MapPartsFragment } from '@chronos-graph/views';
import type { MapSpec } from '@/components/map/draw.ts';
import type { MapPoint } from '@/components/map/style.ts';
import { type Bounds, CANADA, CONTIGUOUS } from './bounds.ts';
import { mapAddress } from './map-address.ts';
import type { Border } from './map-svg.ts';

/** What a map's classes mean: what the legend and the chart next to it need. */
export interface MapKey {
  readonly name: string;
  readonly units: string;
  readonly decimals: number;
  /** The moment of its newest value. */
  readonly time: string | null;
  readonly classes: MapPartsFragment['classes'];
}

export function keyOf({ indicator, time, classes }: MapPartsFragment): MapKey {
  const { name, units, decimals } = indicator;
  return { name, units, decimals, time, classes };
}

/** What of a map a page shows. */
export interface MapView {
  /** The code of the region whose parts it shows; all of the level where absent. */
  readonly parent?: string | undefined;
  /** The United States, with Alaska and Hawaii inset, where undefined. */
  readonly bounds?: Bounds | undefined;
  /** The day of its values; the newest where absent. */
  readonly at?: string | null;
  /** The border of what the page is about. */
  readonly outline?: Border | null | undefined;
  readonly points?: readonly MapPoint[];
}

/** A map as the server draws it, and as tiles to zoom. */
export interface MapSources {
  readonly picture: string;
  readonly tiles: MapSpec;
}

export function mapOf(map: MapPartsFragment, view: MapView): MapSources {
  const { parent, bounds, at = null } = view;
  const { indicator, level, tileUrlTemplate, time, classes } = map;
  const version = createHash('sha256')
    .update(JSON.stringify([time, classes]))
    .digest('base64url')
    .slice(0, 12);
  return {
    picture: mapAddress({ level, indicator: indicator.code, parent: parent ?? null, at, bounds, version }),
    // By this site's own address, wherever the gateway says that they are.
    tiles: { ...tilesOf(tileUrlTemplate.replace(/^https?:\/\/[^/]+/, ''), view), bounds: bounds ?? CONTIGUOUS },
  };
}

/** The provinces and territories of Canada, of which no source has figures. */
export function canadaOf(view: MapView): MapSources {
  return {
    picture: mapAddress({ level: 'PROVINCE', indicator: null, parent: null, at: null, bounds: CANADA, version: null }),
    tiles: { ...tilesOf('/tiles/province/{z}/{x}/{y}.mvt', view), bounds: CANADA },
  };
}

function tilesOf(tiles: string, { parent, outline = null, points = [] }: MapView) {
  return { tiles, within: parent, outline, points };
}
