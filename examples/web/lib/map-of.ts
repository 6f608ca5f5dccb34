import type { MapPartsFragment } from '@chronos-graph/views';

/** What a map's classes mean: what the legend and the chart beside it need. */
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

/** A map's tiles by this site's own address, wherever the gateway says that they are. */
export function tilesOf({ tileUrlTemplate }: Pick<MapPartsFragment, 'tileUrlTemplate'>): string {
  return tileUrlTemplate.replace(/^https?:\/\/[^/]+/, '');
}
